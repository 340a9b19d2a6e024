#include "reference/contract/gan/pix2pix_loss.hpp"

#include "reference/gan/answers.hpp"
#include "reference/gan/distance.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::Pix2pixLoss;
using contract::gan::Pix2pixLossGradient;

/// −E log D + λ·E|y − G(x)|.
template <>
const Reference<Pix2pixLoss> Wings<Pix2pixLoss>::reference = []<class T>(const Pix2pixLoss::In<T>& in) -> Result<Pix2pixLoss::Out<T>> {
  const T fooling = mean_of(in.logits, [](const T& s) { return cross_entropy(s, T(1), true, false); });
  return Pix2pixLoss::Out<T>{fooling + in.lambda * (summed_distance(in.generated, in.target) / T(in.target.shape[0]))};
};

template <>
const Reference<Pix2pixLossGradient> Wings<Pix2pixLossGradient>::reference = []<class T>(const Pix2pixLoss::In<T>& in) -> Result<Pix2pixLossGradient::Out<T>> {
  return Pix2pixLossGradient::Out<T>{map(in.logits, [&](const T& s) -> T { return cross_entropy_slope(s, T(1), true, false) / T(in.logits.shape[0]); }),
                                     slopes_of_distance(in.generated, in.target, T(in.lambda / T(in.target.shape[0])))};
};

}  // namespace etalon
