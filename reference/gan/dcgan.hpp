#pragma once
#include "reference/contract/dcgan.hpp"
#include "reference/nn/convolution.hpp"
#include "reference/number/numbers.hpp"

/// The chain of both halves of DCGAN, as it is written.
namespace etalon::reference::gan {

/// w·(x − μ)/√(σ² + ε) + b of each channel, with the moments of the batch.
template <class T>
Tensor<T> normalised(const Tensor<T>& x, const Tensor<T>& scale, const Tensor<T>& shift, const T& epsilon) {
  Tensor<T> y(x.shape);
  const Lanes channels = Lanes::but(x.shape, 1);
  const T m = channels.length;
  for (std::int64_t c = 0; c < channels.count; ++c) {
    T mean = 0, variance = 0;
    for (std::int64_t k = 0; k < channels.length; ++k) mean += x[channels.index(c, k)] / m;
    for (std::int64_t k = 0; k < channels.length; ++k) variance += square(x[channels.index(c, k)] - mean) / m;
    for (std::int64_t k = 0; k < channels.length; ++k) y[channels.index(c, k)] = scale[c] * (x[channels.index(c, k)] - mean) / sqrt(variance + epsilon) + shift[c];
  }
  return y;
}

/// Layer after layer; `activated` of each entry between two, and of the last nothing.
template <class Op, class T, class F>
Tensor<T> chain(const typename Op::template In<T>& in, F activated) {
  Tensor<T> x = in.x;
  const std::size_t layers = in.weights.size();
  for (std::size_t l = 0; l < layers; ++l) {
    const Tensor<T>& weight = in.weights[l];
    const auto w = *Op::layer(x.shape, weight.shape, in.stride, in.padding);
    Tensor<T> z(Op::given(w));
    nn::for_each_product(w, [&](std::size_t of_small, std::size_t of_weight, std::size_t of_large) {
      if (Op::transposed) z[of_large] += weight[of_weight] * x[of_small];
      else z[of_small] += weight[of_weight] * x[of_large];
    });
    if (Op::normalised(l, layers)) z = normalised(z, in.scales[l - Op::first_normalised], in.shifts[l - Op::first_normalised], in.epsilon);
    x = l + 1 == layers ? z : map(z, activated);
  }
  return x;
}

}  // namespace etalon::reference::gan
