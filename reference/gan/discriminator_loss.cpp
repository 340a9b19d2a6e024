#include "reference/contract/gan/discriminator_loss.hpp"

#include "reference/gan/answers.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::DiscriminatorLoss;
using contract::gan::DiscriminatorLossGradient;
using Variant = DiscriminatorLoss::Variant;

/// The means of the cross-entropies.
template <>
const Reference<DiscriminatorLoss> Wings<DiscriminatorLoss>::reference =
    []<class T>(const DiscriminatorLoss::In<T>& in, Variant variant) -> Result<DiscriminatorLoss::Out<T>> {
  const auto mean = [&](const Tensor<T>& answers, const T& label) {
    return mean_of(answers, [&](const T& s) { return cross_entropy(s, label, in.given == "logits", DiscriminatorLoss::clamps(variant)); });
  };
  const T both = mean(in.real, in.real_label) + mean(in.fake, in.fake_label);
  return DiscriminatorLoss::Out<T>{DiscriminatorLoss::halves(variant) ? both / 2 : both};
};

/// The slopes, each divided by how many there are.
template <>
const Reference<DiscriminatorLossGradient> Wings<DiscriminatorLossGradient>::reference =
    []<class T>(const DiscriminatorLoss::In<T>& in, Variant variant) -> Result<DiscriminatorLossGradient::Out<T>> {
  const auto slopes = [&](const Tensor<T>& answers, const T& label) {
    const T n = T(answers.shape[0] * (DiscriminatorLoss::halves(variant) ? 2 : 1));
    return map(answers, [&](const T& s) -> T { return cross_entropy_slope(s, label, in.given == "logits", DiscriminatorLoss::clamps(variant)) / n; });
  };
  return DiscriminatorLossGradient::Out<T>{slopes(in.real, in.real_label), slopes(in.fake, in.fake_label)};
};

}  // namespace etalon
