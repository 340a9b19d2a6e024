#include "reference/contract/gan/pix2pix_loss.hpp"

#include "fast/gan/answers.hpp"
#include "fast/gan/distance.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::Pix2pixLoss;
using contract::gan::Pix2pixLossGradient;

template <>
const Fast<Pix2pixLoss> Wings<Pix2pixLoss>::fast = []<class T>(const Pix2pixLoss::In<T>& in) -> Result<Pix2pixLoss::Out<T>> {
  const T fooling = fast::tensor::mean_of<T>(in.logits.shape[0], [&](std::int64_t i) { return fast::nn::softplus_of(-in.logits[i]); });
  return Pix2pixLoss::Out<T>{fooling + distance_over(in.generated, in.target, in.lambda, static_cast<T>(in.target.shape[0]))};
};

template <>
const Fast<Pix2pixLossGradient> Wings<Pix2pixLossGradient>::fast = []<class T>(const Pix2pixLoss::In<T>& in) -> Result<Pix2pixLossGradient::Out<T>> {
  return Pix2pixLossGradient::Out<T>{map(in.logits, [&](T s) { return -fast::nn::sigmoid_of(-s) / static_cast<T>(in.logits.shape[0]); }),
                                     slopes_of_distance(in.generated, in.target, in.lambda / static_cast<T>(in.target.shape[0]))};
};

}  // namespace etalon
