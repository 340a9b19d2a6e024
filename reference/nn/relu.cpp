#include "reference/contract/nn/relu.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::Relu;
using contract::nn::ReluVjp;

/// x where it is positive.
template <>
const Reference<Relu> Wings<Relu>::reference = []<class T>(const Relu::In<T>& in) -> Result<Relu::Out<T>> {
  return Relu::Out<T>{map(in.x, [](const T& x) { return x > 0 ? x : T(0); })};
};

/// ȳ where x is positive.
template <>
const Reference<ReluVjp> Wings<ReluVjp>::reference = []<class T>(const ReluVjp::In<T>& in) -> Result<ReluVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T& x = in.x[i];
    if (!(x > 0)) grad_x[i] = 0;
  }
  return ReluVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
