#include "reference/contract/gan/hinge_discriminator_loss.hpp"

#include "reference/gan/answers.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::HingeDiscriminatorLoss;
using contract::gan::HingeDiscriminatorLossGradient;
using Variant = HingeDiscriminatorLoss::Variant;

/// As it is written.
template <>
const Reference<HingeDiscriminatorLoss> Wings<HingeDiscriminatorLoss>::reference =
    []<class T>(const HingeDiscriminatorLoss::In<T>& in, Variant variant) -> Result<HingeDiscriminatorLoss::Out<T>> {
  const auto positive = [](const T& x) { return x > 0 ? x : T(0); };
  const T both = mean_of(in.real, [&](const T& s) { return positive(1 - s); }) + mean_of(in.fake, [&](const T& s) { return positive(1 + s); });
  return HingeDiscriminatorLoss::Out<T>{variant == Variant::halved ? both / 2 : both};
};

/// 0 at the kinks.
template <>
const Reference<HingeDiscriminatorLossGradient> Wings<HingeDiscriminatorLossGradient>::reference =
    []<class T>(const HingeDiscriminatorLoss::In<T>& in, Variant variant) -> Result<HingeDiscriminatorLossGradient::Out<T>> {
  const int whole = variant == Variant::halved ? 2 : 1;
  const T n = whole * in.real.shape[0], m = whole * in.fake.shape[0];
  return HingeDiscriminatorLossGradient::Out<T>{map(in.real, [&](const T& s) -> T { return s < 1 ? -1 / n : T(0); }), map(in.fake, [&](const T& s) -> T { return s > -1 ? 1 / m : T(0); })};
};

}  // namespace etalon
