#include "reference/contract/nn/layer_norm.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "fast/backend/rows.hpp"
#include "fast/joint.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::backend;
using contract::nn::LayerNorm;
using contract::nn::LayerNormVjp;

namespace {

/// The mean of m terms from their sum; where that overflows, of smaller ones.
template <class T, class F>
T mean_from(T sum, std::size_t m, F term) {
  return std::isfinite(sum) ? sum / static_cast<T>(m) : fast::tensor::mean_of<T>(static_cast<std::int64_t>(m), term);
}

/// One row: x̂ = (x − μ)/s with s = √(σ² + ε), from two passes; deviations whose squares would overflow are scaled by a power of two.
/// Returns 1/s.
template <class P, class T = typename P::Number>
T normalize(const T* x, std::size_t m, T epsilon, T* normalized) {
  constexpr int quarter = std::numeric_limits<T>::max_exponent / 4;
  const P fourth(T(0.25));  // so that no difference overflows
  const T mean = mean_from(sum_of<P>(m, [&](const P& v) { return v * fourth; }, x), m, [&](std::int64_t k) { return x[k] / 4; });
  P largest_yet(0);
  transform<P>(m, normalized, [&, centre = P(mean)](const P& v) { return v * fourth - centre; }, x);
  each_pack<P>(m, [&](std::size_t k, std::size_t count) { largest_yet = max(largest_yet, abs(load<P>(normalized + k, count))); });
  const T furthest = largest(largest_yet);
  const int shift = furthest > 0 ? std::min(0, quarter - std::ilogb(furthest)) : 0;
  const P scale(std::ldexp(T(1), shift));
  const T variance = sum_of<P>(m, [&](const P& v) { return (v * scale) * (v * scale); }, normalized) / static_cast<T>(m);
  const T deviation = std::sqrt(variance + std::ldexp(epsilon, 2 * shift - 4));
  transform<P>(m, normalized, [&, by = P(deviation)](const P& v) { return v * scale / by; }, normalized);
  return std::ldexp(1 / deviation, shift - 2);
}

template <class P, class T = typename P::Number>
void scale_and_shift(const LayerNorm::In<T>& in, const T* normalized, T* y) {
  transform<P>(in.weight.size(), y, [](const P& w, const P& v, const P& b) { return w * v + b; }, in.weight.data.data(), normalized, in.bias.data.data());
}

/// The closed form of one row: two sums instead of a sweep. What it adds to w̄ and b̄ is added.
template <class P, class T = typename P::Number>
void pull_back(const LayerNorm::In<T>& in, const T* normalized, T inverse_deviation, const T* cotangent, T* grad_x, T* grad_weight, T* grad_bias) {
  const std::size_t m = in.weight.size();
  const T* weight = in.weight.data.data();
  const T mean = mean_from(sum_of<P>(m, [](const P& w, const P& c) { return w * c; }, weight, cotangent), m, [&](std::int64_t k) { return weight[k] * cotangent[k]; });
  const T product = mean_from(sum_of<P>(m, [](const P& w, const P& c, const P& v) { return w * c * v; }, weight, cotangent, normalized), m,
                              [&](std::int64_t k) { return weight[k] * cotangent[k] * normalized[k]; });
  const auto slope = [by = P(inverse_deviation), centre = P(mean), along = P(product)](const P& w, const P& c, const P& v) { return by * (w * c - centre - v * along); };
  transform<P>(m, grad_x, slope, weight, cotangent, normalized);
  transform<P>(m, grad_weight, [](const P& sum, const P& c, const P& v) { return sum + c * v; }, grad_weight, cotangent, normalized);
  transform<P>(m, grad_bias, [](const P& sum, const P& c) { return sum + c; }, grad_bias, cotangent);
}

/// y where it is wanted, and the derivative, row by row.
template <bool with_value, class T>
ValueAndDerivative<LayerNormVjp, T> both(const LayerNormVjp::In<T>& in) {
  const std::size_t m = in.weight.size();
  ValueAndDerivative<LayerNormVjp, T> out{{emptied<T>(in.x.shape)}, {emptied<T>(in.x.shape), Tensor<T>(in.weight.shape), Tensor<T>(in.weight.shape)}};
  std::vector<T> normalized(m), row(m);
  for (std::size_t at = 0; at < in.x.size(); at += m) {
    T inverse_deviation = 0;
    if constexpr (with_value) {
      widest<T>([&]<class P>() {
        inverse_deviation = normalize<P>(in.x.data.data() + at, m, in.epsilon, normalized.data());
        scale_and_shift<P>(in, normalized.data(), row.data());
      });
      out.value.y.data.insert(out.value.y.data.end(), row.begin(), row.end());
    }
    widest<T>([&]<class P>() {
      if constexpr (!with_value) inverse_deviation = normalize<P>(in.x.data.data() + at, m, in.epsilon, normalized.data());
      pull_back<P>(in, normalized.data(), inverse_deviation, in.cotangent.y.data.data() + at, row.data(), out.derivative.grad_weight.data.data(), out.derivative.grad_bias.data.data());
    });
    out.derivative.grad_x.data.insert(out.derivative.grad_x.data.end(), row.begin(), row.end());
  }
  return out;
}

}  // namespace

template <>
const Fast<LayerNorm> Wings<LayerNorm>::fast = []<class T>(const LayerNorm::In<T>& in) -> Result<LayerNorm::Out<T>> {
  const std::size_t m = in.weight.size();
  Tensor<T> y = emptied<T>(in.x.shape);
  std::vector<T> normalized(m);
  for (std::size_t at = 0; at < in.x.size(); at += m) {
    widest<T>([&]<class P>() {
      normalize<P>(in.x.data.data() + at, m, in.epsilon, normalized.data());
      scale_and_shift<P>(in, normalized.data(), normalized.data());
    });
    y.data.insert(y.data.end(), normalized.begin(), normalized.end());
  }
  return LayerNorm::Out<T>{std::move(y)};
};

template <>
const Fast<LayerNormVjp> Wings<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in) -> Result<LayerNormVjp::Out<T>> { return both<false>(in).derivative; };

template <>
const Joint<LayerNormVjp> Together<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in) -> Result<ValueAndDerivative<LayerNormVjp, T>> { return both<true>(in); };

}  // namespace etalon
