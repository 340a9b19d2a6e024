#pragma once
#include "reference/number/numbers.hpp"

namespace etalon::reference::nn {

/// σ(x) = 1/(1 + exp(−x)) as it is written, so that each of its roundings counts in a running error.
template <class T>
T sigma(const T& x) {
  return 1 / (1 + exp(-x));
}

/// log σ(x) as it is written; where exp(−x) leaves the exponents of multiprecision, as −log(1 + exp(−x)) by one function.
template <class T>
T log_sigma(const T& x) {
  const Interval most = std::int64_t{1} << 20;
  return (abs(enclosure(x)) > most).certainly() ? -softplus(-x) : log(sigma(x));
}

}  // namespace etalon::reference::nn
