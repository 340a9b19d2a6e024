#pragma once
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify::gan {

template <class T>
Tensor<T> distribution(const Tensor<T>& weights) {
  T sum = 0;
  for (const T w : weights) sum += w;
  return map(weights, [&](T w) { return w / sum; });
}
/// p log(p/m).
template <class T>
T relative(T p, T m) {
  return p > 0 ? p * std::log(p / m) : T(0);
}

}  // namespace etalon::verify::gan
