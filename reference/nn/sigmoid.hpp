#pragma once
#include "reference/number/numbers.hpp"

namespace etalon::reference::nn {

/// σ(x) = 1/(1 + exp(−x)).
template <class T>
T sigmoid(const T& x) {
  return 1 / (1 + exp(-x));
}

}  // namespace etalon::reference::nn
