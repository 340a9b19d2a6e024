#include "reference/contract/calculus/affine_coupling.hpp"

#include "fast/calculus/flow.hpp"
#include "fast/calculus/pair.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::calculus::AffineCoupling;
using contract::calculus::AffineCouplingVjp;

template <>
const Fast<AffineCoupling> Wings<AffineCoupling>::fast = []<class T>(const AffineCoupling::In<T>& in) -> Result<AffineCoupling::Out<T>> {
  const std::int64_t n = in.x.shape[0], d = in.x.shape[1], k = in.scale_weight.shape[1];
  AffineCoupling::Out<T> out{in.x, Tensor<T>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    const T* x = &in.x.data[static_cast<std::size_t>(i * d)];
    T log_volume = 0;
    for (std::int64_t j = 0; j < d - k; ++j) {
      const T s = std::tanh(affine(in.scale_weight, in.scale_bias, j, x));
      out.y[i * d + k + j] = x[k + j] * std::exp(s) + affine(in.shift_weight, in.shift_bias, j, x);
      log_volume += s;
    }
    out.log_density[i] = normal_log_density(x, d, log_volume);
  }
  return out;
};

/// The closed form, sample by sample.
template <>
const Fast<AffineCouplingVjp> Wings<AffineCouplingVjp>::fast = []<class T>(const AffineCouplingVjp::In<T>& in) -> Result<AffineCouplingVjp::Out<T>> {
  const std::int64_t n = in.x.shape[0], d = in.x.shape[1], k = in.scale_weight.shape[1];
  AffineCouplingVjp::Out<T> out{Tensor<T>(in.x.shape), Tensor<T>(in.scale_weight.shape), Tensor<T>(in.scale_bias.shape), Tensor<T>(in.shift_weight.shape), Tensor<T>(in.shift_bias.shape)};
  for (std::int64_t i = 0; i < n; ++i) {
    const T* x = &in.x.data[static_cast<std::size_t>(i * d)];
    const T* y = &in.cotangent.y.data[static_cast<std::size_t>(i * d)];
    T* grad = &out.grad_x.data[static_cast<std::size_t>(i * d)];
    const T of_density = in.cotangent.log_density[i];
    for (std::int64_t l = 0; l < k; ++l) grad[l] = y[l] - of_density * x[l];
    for (std::int64_t j = 0; j < d - k; ++j) {
      const T a = affine(in.scale_weight, in.scale_bias, j, x), moved = y[k + j] * std::exp(std::tanh(a));
      const T of_scale = (moved * x[k + j] - of_density) * sech2(a), of_shift = y[k + j];
      grad[k + j] = moved - of_density * x[k + j];
      out.grad_scale_bias[j] += of_scale;
      out.grad_shift_bias[j] += of_shift;
      for (std::int64_t l = 0; l < k; ++l) {
        grad[l] += of_scale * in.scale_weight[j * k + l] + of_shift * in.shift_weight[j * k + l];
        out.grad_scale_weight[j * k + l] += of_scale * x[l];
        out.grad_shift_weight[j * k + l] += of_shift * x[l];
      }
    }
  }
  return out;
};

}  // namespace etalon
