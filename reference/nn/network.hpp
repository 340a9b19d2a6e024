#pragma once
#include <string>
#include <vector>

#include "reference/contract/values.hpp"
#include "reference/number/inner_product.hpp"
#include "reference/number/numbers.hpp"

/// Linear layers with an activation between them, over any number.
namespace etalon::reference::nn {

/// 0 where z is not positive; its error is that of z even there: near 0 it may be taken for positive.
template <class T>
T relu(const T& z) {
  if (z > 0) return z;
  if constexpr (requires { T(z.value(), z.error()); }) return T(typename T::Scalar(0), z.error());
  else return T(0);
}

struct Activation {
  template <class T, class Size>
  T operator()(const std::string& name, const T& z, const Size&) const {
    if (name == "relu") return relu(z);
    if (name == "tanh") return tanh(z);
    if (name == "sigmoid") return sigmoid(z);
    if (name == "silu") return z * sigmoid(z);
    if (name == "gelu") return z * erfc(-z / T(sqrt(Interval(2)))) / 2;
    if (name == "softplus") return softplus(z);
    return z;
  }
};

/// Layer by layer, as it is written. `activate(name, z, size)`: size() is the sum of the sizes of what z is a sum of.
template <class T, class Activate = Activation>
Tensor<T> network(Tensor<T> y, const TensorList<T>& weights, const TensorList<T>& biases, const std::string& activation, Activate activate = {}) {
  for (std::size_t l = 0; l < weights.size(); ++l) {
    const Tensor<T>& w = weights[l];
    Tensor<T> z({y.shape[0], w.shape[0]});
    for (std::int64_t i = 0; i < z.shape[0]; ++i)
      for (std::int64_t j = 0; j < z.shape[1]; ++j) {
        z(i, j) = inner_product(w.shape[1], row_of(y, i), row_of(w, j)) + biases[l][j];
        if (l + 1 == weights.size()) continue;
        z(i, j) = activate(activation, z(i, j), [&] {
          Interval size = abs(enclosure(biases[l][j]));
          for (std::int64_t k = 0; k < w.shape[1]; ++k) size += abs(enclosure(y(i, k)) * enclosure(w(j, k)));
          return size;
        });
      }
    y = std::move(z);
  }
  return y;
}

}  // namespace etalon::reference::nn
