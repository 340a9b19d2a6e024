#pragma once
#include "reference/number/numbers.hpp"

namespace etalon::reference::gan {

/// Σ|x − y|.
template <class T>
T summed_distance(const Tensor<T>& x, const Tensor<T>& y) {
  T sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += abs(x[i] - y[i]);
  return sum;
}

/// Its slopes in x, times a weight; 0 at a kink.
template <class T>
Tensor<T> slopes_of_distance(const Tensor<T>& x, const Tensor<T>& y, const T& weight) {
  Tensor<T> slopes(x.shape);
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] > y[i]) slopes[i] = weight;
    else if (x[i] < y[i]) slopes[i] = -weight;
  return slopes;
}

}  // namespace etalon::reference::gan
