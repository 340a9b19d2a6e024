#pragma once
#include <cmath>

#include "verify/language/mutants.hpp"

/// Wrong functions of one tensor, entry by entry.
namespace etalon::verify {

template <class Op, class T, class F>
Result<typename Op::template Out<T>> entrywise(const Tensor<T>& x, F f) {
  return typename Op::template Out<T>{map(x, f)};
}

/// ȳ times a wrong slope.
template <class Op, class T, class F>
Result<typename Op::template Out<T>> weighted(const Tensor<T>& x, Tensor<T> cotangent, F slope) {
  for (std::size_t i = 0; i < cotangent.size(); ++i) cotangent[i] *= slope(x[i]);
  return typename Op::template Out<T>{cotangent};
}

}  // namespace etalon::verify
