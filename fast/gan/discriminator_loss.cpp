#include "reference/contract/gan/discriminator_loss.hpp"

#include "fast/gan/answers.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::DiscriminatorLoss;
using contract::gan::DiscriminatorLossGradient;
using Variant = DiscriminatorLoss::Variant;

/// By softplus or log1p, in pairs; halved before the sum, which may overflow where half of it does not.
template <>
const Fast<DiscriminatorLoss> Wings<DiscriminatorLoss>::fast =
    []<class T>(const DiscriminatorLoss::In<T>& in, Variant variant) -> Result<DiscriminatorLoss::Out<T>> {
  const auto mean = [&](const Tensor<T>& answers, T label) {
    const T whole = fast::tensor::mean_of<T>(answers.shape[0], [&](std::int64_t i) { return cross_entropy_of(answers[i], label, in.given == "logits", DiscriminatorLoss::clamps(variant)); });
    return DiscriminatorLoss::halves(variant) ? whole / 2 : whole;
  };
  return DiscriminatorLoss::Out<T>{mean(in.real, in.real_label) + mean(in.fake, in.fake_label)};
};

/// 1 − σ(s) is σ(−s).
template <>
const Fast<DiscriminatorLossGradient> Wings<DiscriminatorLossGradient>::fast =
    []<class T>(const DiscriminatorLoss::In<T>& in, Variant variant) -> Result<DiscriminatorLossGradient::Out<T>> {
  const auto slopes = [&](const Tensor<T>& answers, T label) {
    const T n = static_cast<T>(answers.shape[0] * (DiscriminatorLoss::halves(variant) ? 2 : 1));
    return map(answers, [&](T s) { return cross_entropy_slope_of(s, label, n, in.given == "logits", DiscriminatorLoss::clamps(variant)); });
  };
  return DiscriminatorLossGradient::Out<T>{slopes(in.real, in.real_label), slopes(in.fake, in.fake_label)};
};

}  // namespace etalon
