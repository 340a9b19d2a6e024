#include "reference/contract/gan/modulated_weight.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using contract::gan::ModulatedWeight;
using contract::gan::ModulatedWeightVjp;
using fast::tensor::pairwise_sum;
using Variant = ModulatedWeight::Variant;

namespace {

template <class T>
int exponent_of(const T* x, std::size_t size) {
  T largest = 0;
  for (std::size_t k = 0; k < size; ++k) largest = std::max(largest, std::fabs(x[k]));
  return largest > 0 ? std::ilogb(largest) : 0;
}

/// The weight of one output channel of one sample, of unit norm but for ε, and 1/d: style and weight scaled by powers of two before
/// they meet, so that no product and no square leaves the range.
template <class T>
struct Row {
  std::vector<T> y;
  T inverse = 1;  ///< 1/d, times 2^−shift
  int shift = 0;

  Row(const T* weight, const T* style, std::size_t fan_in, std::size_t channels, T epsilon, Variant variant) : y(fan_in) {
    const std::size_t taps = fan_in / channels;
    if (variant == Variant::modulated) {
      for (std::size_t j = 0; j < fan_in; ++j) y[j] = style[j / taps] * weight[j];
      return;
    }
    const int of_style = exponent_of(style, channels), of_weight = exponent_of(weight, fan_in);
    for (std::size_t j = 0; j < fan_in; ++j) y[j] = std::ldexp(style[j / taps], -of_style) * std::ldexp(weight[j], -of_weight);
    const T largest = *std::max_element(y.begin(), y.end(), [](T a, T b) { return std::fabs(a) < std::fabs(b); });
    const int own = of_style + of_weight + (largest != 0 ? std::ilogb(largest) : 0);
    shift = std::max(own, std::ilogb(std::sqrt(epsilon)));
    if (largest == 0) shift = std::ilogb(std::sqrt(epsilon));
    for (T& entry : y) entry = std::ldexp(entry, of_style + of_weight - shift);
    const T sum = pairwise_sum<T>(0, static_cast<std::int64_t>(fan_in), [&](std::int64_t j) { return y[static_cast<std::size_t>(j)] * y[static_cast<std::size_t>(j)]; });
    inverse = 1 / std::sqrt(sum + std::ldexp(epsilon, -2 * shift));
    for (T& entry : y) entry *= inverse;
  }
};

/// Calls `each(sample, output channel, its first entry in y, its row)`.
template <class T, class F>
void for_each_row(const ModulatedWeight::In<T>& in, Variant variant, F each) {
  const auto samples = static_cast<std::size_t>(in.style.shape[0]), outputs = static_cast<std::size_t>(in.weight.shape[0]), channels = static_cast<std::size_t>(in.weight.shape[1]);
  const std::size_t fan_in = in.weight.size() / outputs;
  for (std::size_t n = 0; n < samples; ++n)
    for (std::size_t o = 0; o < outputs; ++o)
      each(n, o, (n * outputs + o) * fan_in, Row<T>(in.weight.data.data() + o * fan_in, in.style.data.data() + n * channels, fan_in, channels, in.epsilon, variant));
}

}  // namespace

template <>
const Fast<ModulatedWeight> Wings<ModulatedWeight>::fast = []<class T>(const ModulatedWeight::In<T>& in, Variant variant) -> Result<ModulatedWeight::Out<T>> {
  Dimensions shape = in.weight.shape;
  shape.insert(shape.begin(), in.style.shape[0]);
  Tensor<T> y(shape);
  for_each_row(in, variant, [&](std::size_t, std::size_t, std::size_t first, const Row<T>& row) { std::copy(row.y.begin(), row.y.end(), y.begin() + static_cast<std::ptrdiff_t>(first)); });
  return ModulatedWeight::Out<T>{y};
};

/// The closed form: one product for each row.
template <>
const Fast<ModulatedWeightVjp> Wings<ModulatedWeightVjp>::fast = []<class T>(const ModulatedWeightVjp::In<T>& in, Variant variant) -> Result<ModulatedWeightVjp::Out<T>> {
  ModulatedWeightVjp::Out<T> out{Tensor<T>(in.weight.shape), Tensor<T>(in.style.shape)};
  const std::size_t channels = static_cast<std::size_t>(in.weight.shape[1]);
  for_each_row(in, variant, [&](std::size_t n, std::size_t o, std::size_t first, const Row<T>& row) {
    const std::size_t fan_in = row.y.size(), taps = fan_in / channels;
    const T* cotangent = in.cotangent.y.data.data() + first;
    const T along = variant == Variant::modulated ? T(0) : pairwise_sum<T>(0, static_cast<std::int64_t>(fan_in), [&](std::int64_t j) { return cotangent[j] * row.y[static_cast<std::size_t>(j)]; });
    for (std::size_t j = 0; j < fan_in; ++j) {
      const T product = (cotangent[j] - row.y[j] * along) * row.inverse;
      out.grad_weight[o * fan_in + j] += std::ldexp(product, -row.shift) * in.style(n, j / taps);
      out.grad_style(n, j / taps) += std::ldexp(product, -row.shift) * in.weight[o * fan_in + j];
    }
  });
  return out;
};

}  // namespace etalon
