#pragma once
#include "reference/contract/tensor.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::nn {

/// 0, so that exponentials are taken of what is given; but where some |x| along the lane exceeds 2⁶⁰, and exp x leaves even
/// the range of multiprecision exponents, the lane's maximum: softmax(x − c) = softmax(x) and ℓ(x − c) = ℓ(x) − c exactly.
template <class T>
T exponent_shift(const Tensor<T>& x, const Lanes& lanes, std::int64_t lane) {
  const T limit = std::int64_t{1} << 60;
  bool beyond = false;
  T top = x[lanes.index(lane, 0)];
  for (std::int64_t i = 0; i < lanes.length; ++i) {
    const T& entry = x[lanes.index(lane, i)];
    beyond = beyond || (!is_infinity(entry, -1) && !(abs(entry) <= limit).certainly());
    top = max(top, entry);
  }
  return beyond ? top : T(0);
}

}  // namespace etalon::reference::nn
