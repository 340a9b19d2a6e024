#include "reference/contract/moe/expert_choice_weights.hpp"

#include <vector>

#include "reference/nn/weights.hpp"

namespace etalon {
using contract::moe::ExpertChoiceWeights;
using contract::moe::ExpertChoiceWeightsVjp;

/// Place by place.
template <>
const Reference<ExpertChoiceWeights> Wings<ExpertChoiceWeights>::reference = []<class T>(const ExpertChoiceWeights::In<T>& in) -> Result<ExpertChoiceWeights::Out<T>> {
  Tensor<T> weights(in.index.shape);
  const auto lanes = Lanes::along(in.logits.shape, -1);
  for (std::int64_t i = 0; i < weights.shape[0]; ++i)
    for (std::int64_t j = 0; j < weights.shape[1]; ++j) weights(i, j) = reference::nn::weights(lanes->entries(in.logits, in.index(i, j)))[static_cast<std::size_t>(i)];
  return ExpertChoiceWeights::Out<T>{std::move(weights)};
};

/// Token by token.
template <>
const Reference<ExpertChoiceWeightsVjp> Wings<ExpertChoiceWeightsVjp>::reference = []<class T>(const ExpertChoiceWeightsVjp::In<T>& in) -> Result<ExpertChoiceWeightsVjp::Out<T>> {
  Tensor<T> grad(in.logits.shape);
  const auto lanes = Lanes::along(in.logits.shape, -1);
  for (std::int64_t token = 0; token < grad.shape[0]; ++token) {
    const std::vector<T> p = reference::nn::weights(lanes->entries(in.logits, token));
    std::vector<T> cotangent(p.size(), T(0));
    T dot = 0;
    for (std::int64_t i = 0; i < in.index.shape[0]; ++i) {
      for (std::int64_t j = 0; j < in.index.shape[1]; ++j)
        if (in.index(i, j) == token) cotangent[static_cast<std::size_t>(i)] += in.cotangent.weights(i, j);
      dot += p[static_cast<std::size_t>(i)] * cotangent[static_cast<std::size_t>(i)];
    }
    for (std::int64_t k = 0; k < grad.shape[1]; ++k) grad(token, k) = p[static_cast<std::size_t>(k)] * (cotangent[static_cast<std::size_t>(k)] - dot);
  }
  return ExpertChoiceWeightsVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
