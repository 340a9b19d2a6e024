#pragma once
#include "reference/number/numbers.hpp"

namespace etalon::reference::nn {

/// σ(x) = 1/(1 + exp(−x)) as it is written, so that each of its roundings counts in a running error.
template <class T>
T sigma(const T& x) {
  return 1 / (1 + exp(-x));
}

}  // namespace etalon::reference::nn
