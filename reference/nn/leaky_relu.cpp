#include "reference/contract/nn/leaky_relu.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::LeakyRelu;
using contract::nn::LeakyReluVjp;

/// x where it is positive, αx elsewhere.
template <>
const Reference<LeakyRelu> Wings<LeakyRelu>::reference = []<class T>(const LeakyRelu::In<T>& in) -> Result<LeakyRelu::Out<T>> {
  return LeakyRelu::Out<T>{map(in.x, [&](const T& x) { return x > 0 ? x : in.slope * x; })};
};

/// ȳ where x is positive, αȳ elsewhere.
template <>
const Reference<LeakyReluVjp> Wings<LeakyReluVjp>::reference = []<class T>(const LeakyReluVjp::In<T>& in) -> Result<LeakyReluVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T& x = in.x[i];
    if (!(x > 0)) grad_x[i] = in.slope * grad_x[i];
  }
  return LeakyReluVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
