#include "reference/contract/nn/tanh.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::Tanh;
using contract::nn::TanhVjp;

/// The hyperbolic tangent.
template <>
const Reference<Tanh> Wings<Tanh>::reference = []<class T>(const Tanh::In<T>& in) -> Result<Tanh::Out<T>> {
  return Tanh::Out<T>{map(in.x, [](const T& x) { return tanh(x); })};
};

/// ȳ/cosh²x.
template <>
const Reference<TanhVjp> Wings<TanhVjp>::reference = []<class T>(const TanhVjp::In<T>& in) -> Result<TanhVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T& x = in.x[i];
    grad_x[i] = grad_x[i] / square(cosh(x));
  }
  return TanhVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
