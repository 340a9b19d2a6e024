#include "reference/contract/nn/sigmoid.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::Sigmoid;
using contract::nn::SigmoidVjp;

/// 1/(1 + exp(−x)).
template <>
const Reference<Sigmoid> Wings<Sigmoid>::reference = []<class T>(const Sigmoid::In<T>& in) -> Result<Sigmoid::Out<T>> {
  return Sigmoid::Out<T>{map(in.x, [](const T& x) { return sigmoid(x); })};
};

/// ȳσ(x)(1 − σ(x)).
template <>
const Reference<SigmoidVjp> Wings<SigmoidVjp>::reference = []<class T>(const SigmoidVjp::In<T>& in) -> Result<SigmoidVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T& x = in.x[i];
    grad_x[i] = grad_x[i] * sigmoid(x) * sigmoid(-x);
  }
  return SigmoidVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
