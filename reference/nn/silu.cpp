#include "reference/contract/nn/silu.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::Silu;
using contract::nn::SiluVjp;

/// x·σ(x).
template <>
const Reference<Silu> Wings<Silu>::reference = []<class T>(const Silu::In<T>& in) -> Result<Silu::Out<T>> {
  return Silu::Out<T>{map(in.x, [](const T& x) { return x * sigmoid(x); })};
};

/// ȳ(σ(x) + xσ(x)(1 − σ(x))).
template <>
const Reference<SiluVjp> Wings<SiluVjp>::reference = []<class T>(const SiluVjp::In<T>& in) -> Result<SiluVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T& x = in.x[i];
    grad_x[i] = grad_x[i] * sigmoid(x) * (1 + x * sigmoid(-x));
  }
  return SiluVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
