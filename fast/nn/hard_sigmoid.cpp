#include "reference/contract/nn/hard_sigmoid.hpp"

#include <algorithm>
#include <cmath>

#include "fast/nn/entrywise.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::HardSigmoid;
using contract::nn::HardSigmoidVjp;

/// The line, cut off.
template <>
const Fast<HardSigmoid> Wings<HardSigmoid>::fast = []<class T>(const HardSigmoid::In<T>& in, HardSigmoid::Variant variant) -> Result<HardSigmoid::Out<T>> {
  const T width = variant == HardSigmoid::Variant::sixth ? 6 : 5;
  return HardSigmoid::Out<T>{map(in.x, [&](T x) { return std::min(std::max(x / width + T(0.5), T(0)), T(1)); })};
};

/// A comparison, and a quotient between the kinks.
template <>
const Fast<HardSigmoidVjp> Wings<HardSigmoidVjp>::fast = []<class T>(const HardSigmoidVjp::In<T>& in, HardSigmoid::Variant variant) -> Result<HardSigmoidVjp::Out<T>> {
  const T width = variant == HardSigmoid::Variant::sixth ? 6 : 5;
  return HardSigmoidVjp::Out<T>{pullback(in.x, in.cotangent.y, [&](T x, T y) { return std::fabs(x) < width / 2 ? y / width : T(0); })};
};

}  // namespace etalon
