#include "reference/contract/nn/relu.hpp"

#include <cmath>

#include "fast/nn/entrywise.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Relu;
using contract::nn::ReluVjp;

/// A comparison.
template <>
const Fast<Relu> Wings<Relu>::fast = []<class T>(const Relu::In<T>& in) -> Result<Relu::Out<T>> {
  return Relu::Out<T>{map(in.x, [](T x) { return x > 0 ? x : T(0); })};
};

/// A comparison; 0 at the kink, as everywhere in the field.
template <>
const Fast<ReluVjp> Wings<ReluVjp>::fast = []<class T>(const ReluVjp::In<T>& in) -> Result<ReluVjp::Out<T>> {
  return ReluVjp::Out<T>{pullback(in.x, in.cotangent.y, [](T x, T y) { return x > 0 ? y : T(0); })};
};

}  // namespace etalon
