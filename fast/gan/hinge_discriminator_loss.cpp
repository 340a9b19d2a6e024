#include "reference/contract/gan/hinge_discriminator_loss.hpp"

#include <algorithm>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::gan::HingeDiscriminatorLoss;
using contract::gan::HingeDiscriminatorLossGradient;
using Variant = HingeDiscriminatorLoss::Variant;

/// In pairs; halved before the sum, which may overflow where half of it does not.
template <>
const Fast<HingeDiscriminatorLoss> Wings<HingeDiscriminatorLoss>::fast =
    []<class T>(const HingeDiscriminatorLoss::In<T>& in, Variant variant) -> Result<HingeDiscriminatorLoss::Out<T>> {
  const T factor = variant == Variant::halved ? T(1) / 2 : T(1);
  return HingeDiscriminatorLoss::Out<T>{factor * mean_of<T>(in.real.shape[0], [&](std::int64_t i) { return std::max(1 - in.real[i], T(0)); }) +
                                        factor * mean_of<T>(in.fake.shape[0], [&](std::int64_t i) { return std::max(1 + in.fake[i], T(0)); })};
};

/// A comparison each; 0 at the kinks.
template <>
const Fast<HingeDiscriminatorLossGradient> Wings<HingeDiscriminatorLossGradient>::fast =
    []<class T>(const HingeDiscriminatorLoss::In<T>& in, Variant variant) -> Result<HingeDiscriminatorLossGradient::Out<T>> {
  const std::int64_t whole = variant == Variant::halved ? 2 : 1;
  const T of_real = 1 / static_cast<T>(whole * in.real.shape[0]), of_fake = 1 / static_cast<T>(whole * in.fake.shape[0]);
  return HingeDiscriminatorLossGradient::Out<T>{map(in.real, [&](T s) { return s < 1 ? -of_real : T(0); }), map(in.fake, [&](T s) { return s > -1 ? of_fake : T(0); })};
};

}  // namespace etalon
