#include "reference/contract/gan/conditional_loss.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::gan::ConditionalLoss;
using contract::gan::ConditionalLossGradient;
using Variant = ConditionalLoss::Variant;

/// The logits as they are written, then the mean of the cross-entropies.
constexpr auto conditional_loss = []<class T>(const ConditionalLoss::In<T>& in, Variant variant) -> Result<ConditionalLoss::Out<T>> {
  const std::int64_t n = in.features.shape[0], d = in.features.shape[1], e = in.embedding.shape[1];
  T sum = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    T logit = in.bias;
    for (std::int64_t j = 0; j < d; ++j) logit += in.weight[j] * in.features(i, j);
    for (std::int64_t j = 0; j < e; ++j) logit += in.embedding(in.classes[i], j) * (variant == Variant::projection ? in.features(i, j) : in.embedding_weight[j]);
    sum += softplus(in.real[i] == 1 ? T(-logit) : logit);
  }
  return ConditionalLoss::Out<T>{sum / T(n)};
};

template <>
const Reference<ConditionalLoss> Wings<ConditionalLoss>::reference = conditional_loss;

template <>
const Reference<ConditionalLossGradient> Wings<ConditionalLossGradient>::reference = reverse_sweep<ConditionalLossGradient>(conditional_loss);

}  // namespace etalon
