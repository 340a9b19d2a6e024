#include "reference/contract/gan/modulated_weight.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "fast/gan/parts.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using contract::gan::ModulatedWeight;
using contract::gan::ModulatedWeightVjp;
using fast::gan::Parts;
using fast::tensor::pairwise_sum;
using Variant = ModulatedWeight::Variant;

namespace {

/// The weight of one output channel of one sample, of unit norm but for ε, and 1/d.
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
    std::vector<Parts<T>> products;
    shift = std::ilogb(std::sqrt(epsilon));
    for (std::size_t j = 0; j < fan_in; ++j) {
      products.push_back(Parts<T>(style[j / taps]) * Parts<T>(weight[j]));
      if (products[j].mantissa != 0) shift = std::max(shift, products[j].exponent);
    }
    for (std::size_t j = 0; j < fan_in; ++j) y[j] = products[j].number(-shift);
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
  return ModulatedWeight::Out<T>{std::move(y)};
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
      const Parts<T> slope = (Parts<T>(cotangent[j]) - Parts<T>(row.y[j]) * Parts<T>(along)) * Parts<T>(row.inverse);
      out.grad_weight[o * fan_in + j] += (slope * Parts<T>(in.style(n, j / taps))).number(-row.shift);
      out.grad_style(n, j / taps) += (slope * Parts<T>(in.weight[o * fan_in + j])).number(-row.shift);
    }
  });
  return out;
};

}  // namespace etalon
