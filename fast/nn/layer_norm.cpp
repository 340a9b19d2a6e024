#include "reference/contract/nn/layer_norm.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::LayerNorm;
using contract::nn::LayerNormVjp;

namespace {

/// One row: x̂ = (x − μ)/s with s = √(σ² + ε), from two passes; deviations whose squares would overflow are scaled by a power of two.
template <class T>
struct Row {
  std::vector<T> normalized;
  T inverse_deviation;  ///< 1/s

  Row(const LayerNorm::In<T>& in, std::size_t at) {
    constexpr int quarter = std::numeric_limits<T>::max_exponent / 4;
    const auto m = static_cast<std::int64_t>(in.weight.size());
    T largest = 0;
    const T mean = mean_of<T>(m, [&](std::int64_t k) { return in.x[at + k] / 4; });  // so that no difference overflows
    for (std::int64_t k = 0; k < m; ++k) {
      normalized.push_back(in.x[at + k] / 4 - mean);
      largest = std::max(largest, std::fabs(normalized.back()));
    }
    const int shift = largest > 0 ? std::min(0, quarter - std::ilogb(largest)) : 0;
    for (T& x : normalized) x = std::ldexp(x, shift);
    const T variance = mean_of<T>(m, [&](std::int64_t k) { return normalized[k] * normalized[k]; });
    const T deviation = std::sqrt(variance + std::ldexp(in.epsilon, 2 * shift - 4));
    for (T& x : normalized) x /= deviation;
    inverse_deviation = std::ldexp(1 / deviation, shift - 2);
  }
};

}  // namespace

template <>
const Fast<LayerNorm> Wings<LayerNorm>::fast = []<class T>(const LayerNorm::In<T>& in) -> Result<LayerNorm::Out<T>> {
  Tensor<T> y(in.x.shape);
  const std::size_t m = in.weight.size();
  for (std::size_t at = 0; at < in.x.size(); at += m) {
    const Row<T> row(in, at);
    for (std::size_t k = 0; k < m; ++k) y[at + k] = in.weight[k] * row.normalized[k] + in.bias[k];
  }
  return LayerNorm::Out<T>{y};
};

/// The closed form: two sums for each row instead of a sweep.
template <>
const Fast<LayerNormVjp> Wings<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in) -> Result<LayerNormVjp::Out<T>> {
  const std::size_t m = in.weight.size();
  LayerNormVjp::Out<T> out{Tensor<T>(in.x.shape), Tensor<T>(in.weight.shape), Tensor<T>(in.weight.shape)};
  for (std::size_t at = 0; at < in.x.size(); at += m) {
    const Row<T> row(in, at);
    const auto weighted = [&](std::int64_t k) { return in.weight[k] * in.cotangent.y[at + k]; };
    const T mean = mean_of<T>(static_cast<std::int64_t>(m), weighted);
    const T product = mean_of<T>(static_cast<std::int64_t>(m), [&](std::int64_t k) { return weighted(k) * row.normalized[k]; });
    for (std::size_t k = 0; k < m; ++k) {
      out.grad_x[at + k] = row.inverse_deviation * (weighted(k) - mean - row.normalized[k] * product);
      out.grad_weight[k] += in.cotangent.y[at + k] * row.normalized[k];
      out.grad_bias[k] += in.cotangent.y[at + k];
    }
  }
  return out;
};

}  // namespace etalon
