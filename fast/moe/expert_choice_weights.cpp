#include "reference/contract/moe/expert_choice_weights.hpp"

#include <utility>

#include "reference/contract/nn/softmax.hpp"

namespace etalon {
using contract::moe::ExpertChoiceWeights;
using contract::moe::ExpertChoiceWeightsVjp;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;

/// nn.softmax once, and picked.
template <>
const Fast<ExpertChoiceWeights> Wings<ExpertChoiceWeights>::fast = []<class T>(const ExpertChoiceWeights::In<T>& in) -> Result<ExpertChoiceWeights::Out<T>> {
  const auto p = Wings<Softmax>::fast(Softmax::In<T>{in.logits}, Softmax::Variant::undefined);
  if (!p) return p.failure();
  Tensor<T> weights(in.index.shape);
  for (std::int64_t i = 0; i < weights.shape[0]; ++i)
    for (std::int64_t j = 0; j < weights.shape[1]; ++j) weights(i, j) = p->y(in.index(i, j), i);
  return ExpertChoiceWeights::Out<T>{std::move(weights)};
};

/// The cotangents scattered to their tokens, then nn.softmax.vjp; a token without any keeps an exact 0.
template <>
const Fast<ExpertChoiceWeightsVjp> Wings<ExpertChoiceWeightsVjp>::fast = []<class T>(const ExpertChoiceWeightsVjp::In<T>& in) -> Result<ExpertChoiceWeightsVjp::Out<T>> {
  Tensor<T> scattered(in.logits.shape);
  for (std::int64_t i = 0; i < in.index.shape[0]; ++i)
    for (std::int64_t j = 0; j < in.index.shape[1]; ++j) scattered(in.index(i, j), i) += in.cotangent.weights(i, j);
  auto grad = Wings<SoftmaxVjp>::fast(SoftmaxVjp::In<T>{{in.logits}, {std::move(scattered)}}, Softmax::Variant::undefined);
  if (!grad) return grad.failure();
  return ExpertChoiceWeightsVjp::Out<T>{std::move(grad->grad_x)};
};

}  // namespace etalon
