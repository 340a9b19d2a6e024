#include "reference/contract/nn/softplus.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::Softplus;
using contract::nn::SoftplusVjp;

/// log(1 + exp x), whatever the size of x.
template <>
const Reference<Softplus> Wings<Softplus>::reference = []<class T>(const Softplus::In<T>& in) -> Result<Softplus::Out<T>> {
  return Softplus::Out<T>{map(in.x, [](const T& x) { return softplus(x); })};
};

/// ȳ·σ(x) with σ(x) = 1/(1 + exp(−x)).
template <>
const Reference<SoftplusVjp> Wings<SoftplusVjp>::reference = []<class T>(const SoftplusVjp::In<T>& in) -> Result<SoftplusVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) grad_x[i] = grad_x[i] * sigmoid(in.x[i]);
  return SoftplusVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
