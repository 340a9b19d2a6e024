#include "reference/contract/nn/hard_tanh.hpp"

#include <algorithm>

#include "fast/nn/entrywise.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::HardTanh;
using contract::nn::HardTanhVjp;

/// Two comparisons.
template <>
const Fast<HardTanh> Wings<HardTanh>::fast = []<class T>(const HardTanh::In<T>& in) -> Result<HardTanh::Out<T>> {
  if (!(in.low < in.high)) return domain("C2", "low is not below high");
  return HardTanh::Out<T>{map(in.x, [&](T x) { return std::min(std::max(x, in.low), in.high); })};
};

/// Two comparisons; 0 at the kinks.
template <>
const Fast<HardTanhVjp> Wings<HardTanhVjp>::fast = []<class T>(const HardTanhVjp::In<T>& in) -> Result<HardTanhVjp::Out<T>> {
  if (!(in.low < in.high)) return domain("C2", "low is not below high");
  return HardTanhVjp::Out<T>{pullback(in.x, in.cotangent.y, [&](T x, T y) { return in.low < x && x < in.high ? y : T(0); })};
};

}  // namespace etalon
