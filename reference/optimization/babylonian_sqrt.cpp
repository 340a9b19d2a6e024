#include "reference/contract/optimization/babylonian_sqrt.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::BabylonianSqrt;

/// As it is written.
template <>
const Reference<BabylonianSqrt> Wings<BabylonianSqrt>::reference = []<class T>(const BabylonianSqrt::In<T>& in) -> Result<BabylonianSqrt::Out<T>> {
  return BabylonianSqrt::Out<T>{(in.x + in.a / in.x) / 2};
};

}  // namespace etalon
