#pragma once
#include <string>

#include "reference/contract/values.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::gan {

/// Linear layers with the activation f between them.
template <class T>
struct Network {
  TensorList<T> weights, biases;
  std::string activation;
  T slope;

  T activated(const T& z) const {
    if (activation == "tanh") return tanh(z);
    if (activation == "softplus") return softplus(z);
    return z > 0 ? z : slope * z;
  }
  T slope_at(const T& z) const {
    if (activation == "tanh") return 1 - square(tanh(z));
    if (activation == "softplus") return sigmoid(z);
    return z > 0 ? T(1) : slope;
  }

  /// What each layer gives before the activation.
  TensorList<T> given(const Tensor<T>& x) const {
    TensorList<T> all;
    Tensor<T> y = x;
    for (std::size_t l = 0; l < weights.size(); ++l) {
      Tensor<T> z({y.shape[0], weights[l].shape[0]});
      for (std::int64_t i = 0; i < z.shape[0]; ++i)
        for (std::int64_t j = 0; j < z.shape[1]; ++j) {
          for (std::int64_t k = 0; k < y.shape[1]; ++k) z(i, j) += y(i, k) * weights[l](j, k);
          z(i, j) += biases[l][j];
        }
      all.push_back(z);
      y = map(z, [&](const T& entry) { return activated(entry); });
    }
    return all;
  }
  Tensor<T> operator()(const Tensor<T>& x) const { return given(x).back(); }

  struct Slopes {
    Tensor<T> x;
    TensorList<T> weights, biases;
  };
  /// Backpropagation of ȳ: z̄ is ȳ or f′(z)∘(z̄W) of the layer after.
  Slopes pulled_back(const Tensor<T>& x, const Tensor<T>& cotangent) const {
    const TensorList<T> z = given(x);
    Slopes slopes{{}, weights, biases};
    Tensor<T> back = cotangent;
    for (std::size_t l = weights.size(); l-- > 0;) {
      const Tensor<T> taken = l == 0 ? x : map(z[l - 1], [&](const T& entry) { return activated(entry); });
      Tensor<T> next({x.shape[0], weights[l].shape[1]});
      for (std::int64_t j = 0; j < weights[l].shape[0]; ++j) {
        T bias = 0;
        for (std::int64_t i = 0; i < x.shape[0]; ++i) bias += back(i, j);
        slopes.biases[l][j] = bias;
        for (std::int64_t k = 0; k < weights[l].shape[1]; ++k) {
          T weight = 0;
          for (std::int64_t i = 0; i < x.shape[0]; ++i) weight += back(i, j) * taken(i, k), next(i, k) += back(i, j) * weights[l](j, k);
          slopes.weights[l](j, k) = weight;
        }
      }
      if (l > 0)
        for (std::size_t i = 0; i < next.size(); ++i) next[i] *= slope_at(z[l - 1][i]);
      back = next;
    }
    slopes.x = back;
    return slopes;
  }
};

/// ∇ₓD of each row of the points, of a critic with one output.
template <class T, class In>
Tensor<T> slopes_of_critic(const In& in) {
  const Network<T> critic{in.weights, in.biases, in.activation, in.slope};
  Tensor<T> ones({in.x.shape[0], 1});
  for (T& one : ones) one = 1;
  return critic.pulled_back(in.x, ones).x;
}
/// ‖row‖² of each row.
template <class T>
std::vector<T> squared_norms(const Tensor<T>& rows) {
  std::vector<T> all(static_cast<std::size_t>(rows.shape[0]));
  for (std::int64_t i = 0; i < rows.shape[0]; ++i)
    for (std::int64_t j = 0; j < rows.shape[1]; ++j) all[static_cast<std::size_t>(i)] += square(rows(i, j));
  return all;
}

}  // namespace etalon::reference::gan
