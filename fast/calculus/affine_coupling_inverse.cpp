#include "reference/contract/calculus/affine_coupling_inverse.hpp"

#include "fast/calculus/flow.hpp"
#include "fast/calculus/pair.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::calculus::AffineCouplingInverse;
using contract::calculus::AffineCouplingInverseVjp;

template <>
const Fast<AffineCouplingInverse> Wings<AffineCouplingInverse>::fast = []<class T>(const AffineCouplingInverse::In<T>& in) -> Result<AffineCouplingInverse::Out<T>> {
  const std::int64_t n = in.y.shape[0], d = in.y.shape[1], k = in.scale_weight.shape[1];
  AffineCouplingInverse::Out<T> out{in.y, Tensor<T>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    T* x = &out.x.data[static_cast<std::size_t>(i * d)];
    T log_volume = 0;
    for (std::int64_t j = 0; j < d - k; ++j) {
      const T s = std::tanh(affine(in.scale_weight, in.scale_bias, j, x));
      x[k + j] = (x[k + j] - affine(in.shift_weight, in.shift_bias, j, x)) * std::exp(-s);
      log_volume += s;
    }
    out.log_density[i] = normal_log_density(x, d, log_volume);
  }
  return out;
};

/// The closed form, sample by sample.
template <>
const Fast<AffineCouplingInverseVjp> Wings<AffineCouplingInverseVjp>::fast = []<class T>(const AffineCouplingInverseVjp::In<T>& in) -> Result<AffineCouplingInverseVjp::Out<T>> {
  const std::int64_t n = in.y.shape[0], d = in.y.shape[1], k = in.scale_weight.shape[1];
  AffineCouplingInverseVjp::Out<T> out{Tensor<T>(in.y.shape), Tensor<T>(in.scale_weight.shape), Tensor<T>(in.scale_bias.shape), Tensor<T>(in.shift_weight.shape), Tensor<T>(in.shift_bias.shape)};
  for (std::int64_t i = 0; i < n; ++i) {
    const T* y = &in.y.data[static_cast<std::size_t>(i * d)];
    const T* of_x = &in.cotangent.x.data[static_cast<std::size_t>(i * d)];
    T* grad = &out.grad_y.data[static_cast<std::size_t>(i * d)];
    const T of_density = in.cotangent.log_density[i];
    for (std::int64_t l = 0; l < k; ++l) grad[l] = of_x[l] - of_density * y[l];
    for (std::int64_t j = 0; j < d - k; ++j) {
      const T a = affine(in.scale_weight, in.scale_bias, j, y), shrink = std::exp(-std::tanh(a));
      const T x = (y[k + j] - affine(in.shift_weight, in.shift_bias, j, y)) * shrink, moved = of_x[k + j] - of_density * x;
      grad[k + j] = moved * shrink;
      const T of_scale = -(moved * x + of_density) * sech2(a), of_shift = -grad[k + j];
      out.grad_scale_bias[j] += of_scale;
      out.grad_shift_bias[j] += of_shift;
      for (std::int64_t l = 0; l < k; ++l) {
        grad[l] += of_scale * in.scale_weight[j * k + l] + of_shift * in.shift_weight[j * k + l];
        out.grad_scale_weight[j * k + l] += of_scale * y[l];
        out.grad_shift_weight[j * k + l] += of_shift * y[l];
      }
    }
  }
  return out;
};

}  // namespace etalon
