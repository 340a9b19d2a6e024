#include "reference/contract/optimization/babylonian_sqrt.hpp"

namespace etalon {
using contract::optimization::BabylonianSqrt;

/// Halves first: neither the sum nor the quotient overflows where the mean does not. A small a is divided before it is halved,
/// so that a subnormal one keeps its last digit.
template <>
const Fast<BabylonianSqrt> Wings<BabylonianSqrt>::fast = []<class T>(const BabylonianSqrt::In<T>& in) -> Result<BabylonianSqrt::Out<T>> {
  return BabylonianSqrt::Out<T>{in.x / 2 + (in.a > 1 ? in.a / 2 / in.x : in.a / in.x / 2)};
};

}  // namespace etalon
