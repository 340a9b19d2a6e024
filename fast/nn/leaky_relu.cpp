#include "reference/contract/nn/leaky_relu.hpp"

#include <cmath>

#include "fast/nn/entrywise.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::LeakyRelu;
using contract::nn::LeakyReluVjp;

/// A product where x is not positive.
template <>
const Fast<LeakyRelu> Wings<LeakyRelu>::fast = []<class T>(const LeakyRelu::In<T>& in) -> Result<LeakyRelu::Out<T>> {
  return LeakyRelu::Out<T>{map(in.x, [&](T x) { return x > 0 ? x : in.slope * x; })};
};

/// A product where x is not positive.
template <>
const Fast<LeakyReluVjp> Wings<LeakyReluVjp>::fast = []<class T>(const LeakyReluVjp::In<T>& in) -> Result<LeakyReluVjp::Out<T>> {
  return LeakyReluVjp::Out<T>{pullback(in.x, in.cotangent.y, [&](T x, T y) { return x > 0 ? y : in.slope * y; })};
};

}  // namespace etalon
