#include "reference/contract/gan/conditional_loss.hpp"

#include <algorithm>
#include <cmath>

#include "fast/nn/logistic.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using contract::gan::ConditionalLoss;
using contract::gan::ConditionalLossGradient;
using Variant = ConditionalLoss::Variant;

namespace {

/// The logit of sample i, negated where it is real: its loss is the softplus of that.
template <class T>
T against(const ConditionalLoss::In<T>& in, Variant variant, std::int64_t i) {
  const std::int64_t d = in.features.shape[1], y = in.classes[i];
  T logit = 0;
  for (std::int64_t j = 0; j < d; ++j) logit += (variant == Variant::projection ? in.weight[j] + in.embedding(y, j) : in.weight[j]) * in.features(i, j);
  for (std::int64_t j = 0; variant == Variant::concatenation && j < in.embedding.shape[1]; ++j) logit += in.embedding(y, j) * in.embedding_weight[j];
  logit += in.bias;
  return in.real[i] == 1 ? -logit : logit;
}

}  // namespace

template <>
const Fast<ConditionalLoss> Wings<ConditionalLoss>::fast = []<class T>(const ConditionalLoss::In<T>& in, Variant variant) -> Result<ConditionalLoss::Out<T>> {
  return ConditionalLoss::Out<T>{fast::tensor::mean_of<T>(in.features.shape[0], [&](std::int64_t i) { return fast::nn::softplus_of(against(in, variant, i)); })};
};

/// A slope for each logit, and what it meets.
template <>
const Fast<ConditionalLossGradient> Wings<ConditionalLossGradient>::fast = []<class T>(const ConditionalLoss::In<T>& in, Variant variant) -> Result<ConditionalLossGradient::Out<T>> {
  const std::int64_t n = in.features.shape[0], d = in.features.shape[1], e = in.embedding.shape[1];
  ConditionalLossGradient::Out<T> out{Tensor<T>(in.features.shape), Tensor<T>(in.embedding.shape), Tensor<T>(in.weight.shape), Tensor<T>(in.embedding_weight.shape), 0};
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t y = in.classes[i];
    // ±σ(z)/n times x; of a confident z as √eᶻ twice, so that it does not underflow before it meets a large x.
    const T z = against(in, variant, i), half = std::exp(std::min(z, T(0)) / 2);
    const T size = (z < 0 ? half / (1 + half * half) : fast::nn::sigmoid_of(z)) / static_cast<T>(n), rest = in.real[i] == 1 ? -size : size;
    const auto slope_of = [&](T x) { return x * half * rest; };
    out.grad_bias += slope_of(1);
    for (std::int64_t j = 0; j < d; ++j) {
      out.grad_features(i, j) = slope_of(variant == Variant::projection ? in.weight[j] + in.embedding(y, j) : in.weight[j]);
      out.grad_weight[j] += slope_of(in.features(i, j));
    }
    for (std::int64_t j = 0; j < e; ++j) {
      out.grad_embedding(y, j) += slope_of(variant == Variant::projection ? in.features(i, j) : in.embedding_weight[j]);
      if (variant == Variant::concatenation) out.grad_embedding_weight[j] += slope_of(in.embedding(y, j));
    }
  }
  return out;
};

}  // namespace etalon
