#pragma once
#include <cmath>
#include <span>
#include <string>
#include <type_traits>

#include "fast/gan/parts.hpp"
#include "fast/nn/logistic.hpp"
#include "reference/contract/values.hpp"

namespace etalon::fast::gan {

/// A number and its derivative along one direction. A tangent of 0 stays 0 beside a value that has overflowed.
template <class T>
struct DualNumber {
  T value = 0, tangent = 0;

  DualNumber() = default;
  DualNumber(T v, T t = 0) : value(v), tangent(t) {}  // NOLINT: a number is a constant
  friend DualNumber operator+(const DualNumber& a, const DualNumber& b) { return {a.value + b.value, a.tangent + b.tangent}; }
  friend DualNumber operator-(const DualNumber& a, const DualNumber& b) { return {a.value - b.value, a.tangent - b.tangent}; }
  friend DualNumber operator*(const DualNumber& a, const DualNumber& b) { return {a.value * b.value, along(a.tangent, b.value) + along(b.tangent, a.value)}; }
  friend DualNumber operator-(const DualNumber& a) { return {-a.value, -a.tangent}; }
  DualNumber& operator+=(const DualNumber& b) { return *this = *this + b; }
  DualNumber& operator*=(const DualNumber& b) { return *this = *this * b; }

 private:
  static T along(T tangent, T value) { return tangent == 0 ? 0 : tangent * value; }
};

// The activations and their slopes, by the exponential of −|z| alone: nothing is lost where tanh or σ has rounded to 1.
template <class T>
T slope_of_tanh(T z) {
  const T e = std::exp(-2 * std::fabs(z));
  return 4 * e / ((1 + e) * (1 + e));
}
template <class T>
T slope_of_sigmoid(T z) {
  return nn::sigmoid_of(z) * nn::sigmoid_of(-z);
}
template <class T> T tanh_of(T z) { return std::tanh(z); }
template <class T> T softplus_of(T z) { return nn::softplus_of(z); }
template <class T> T sigmoid_of(T z) { return nn::sigmoid_of(z); }
template <class T> T value_of(T z) { return z; }
template <class T> DualNumber<T> tanh_of(const DualNumber<T>& z) { return {std::tanh(z.value), slope_of_tanh(z.value) * z.tangent}; }
template <class T> DualNumber<T> softplus_of(const DualNumber<T>& z) { return {nn::softplus_of(z.value), nn::sigmoid_of(z.value) * z.tangent}; }
template <class T> DualNumber<T> sigmoid_of(const DualNumber<T>& z) { return {nn::sigmoid_of(z.value), slope_of_sigmoid(z.value) * z.tangent}; }
template <class T> DualNumber<T> slope_of_tanh(const DualNumber<T>& z) {
  const T slope = slope_of_tanh(z.value);
  return {slope, -2 * std::tanh(z.value) * slope * z.tangent};
}
template <class T> T value_of(const DualNumber<T>& z) { return z.value; }

/// Linear layers with the activation between them; N is a number or a dual one.
template <class N>
struct Network {
  TensorList<N> weights, biases;
  std::string activation;
  N slope;

  N activated(const N& z) const { return activation == "tanh" ? tanh_of(z) : activation == "softplus" ? softplus_of(z) : value_of(z) > 0 ? z : slope * z; }
  N slope_at(const N& z) const { return activation == "tanh" ? slope_of_tanh(z) : activation == "softplus" ? sigmoid_of(z) : value_of(z) > 0 ? N(1) : slope; }

  /// What each layer takes, then what the last one gives; and what the others give before the activation.
  struct Pass {
    TensorList<N> taken, given;
  };
  Pass pass(const Tensor<N>& x) const {
    Pass pass{{x}, {}};
    for (std::size_t l = 0; l < weights.size(); ++l) {
      const Tensor<N>&y = pass.taken.back(), &w = weights[l];
      Tensor<N> z({y.shape[0], w.shape[0]});
      for (std::int64_t i = 0; i < z.shape[0]; ++i)
        for (std::int64_t j = 0; j < z.shape[1]; ++j) {
          N sum = 0;
          for (std::int64_t k = 0; k < w.shape[1]; ++k) sum += y(i, k) * w(j, k);
          z(i, j) = sum + biases[l][j];
        }
      pass.given.push_back(z);
      pass.taken.push_back(l + 1 == weights.size() ? z : map(z, [&](const N& entry) { return activated(entry); }));
    }
    return pass;
  }
  Tensor<N> operator()(const Tensor<N>& x) const { return pass(x).taken.back(); }

  struct Slopes {
    Tensor<N> x;
    TensorList<N> weights, biases;
  };
  /// Backpropagation.
  Slopes pulled_back(const Pass& pass, Tensor<N> cotangent) const {
    Slopes slopes{{}, weights, biases};
    for (std::size_t l = weights.size(); l-- > 0;) {
      const Tensor<N>&w = weights[l], &y = pass.taken[l];
      Tensor<N> back({y.shape[0], w.shape[1]});
      for (std::int64_t j = 0; j < w.shape[0]; ++j) {
        N bias = 0;
        for (std::int64_t i = 0; i < y.shape[0]; ++i) bias += cotangent(i, j);
        slopes.biases[l][j] = bias;
        for (std::int64_t k = 0; k < w.shape[1]; ++k) {
          N weight = 0;
          for (std::int64_t i = 0; i < y.shape[0]; ++i) weight += cotangent(i, j) * y(i, k), back(i, k) += cotangent(i, j) * w(j, k);
          slopes.weights[l](j, k) = weight;
        }
      }
      if (l > 0)
        for (std::size_t i = 0; i < back.size(); ++i) back[i] *= slope_at(pass.given[l - 1][i]);
      cotangent = std::move(back);
    }
    slopes.x = std::move(cotangent);
    return slopes;
  }
};

template <class T>
Tensor<DualNumber<T>> with_tangent(const Tensor<T>& x, const Tensor<T>& tangent) {
  Tensor<DualNumber<T>> all(x.shape);
  for (std::size_t i = 0; i < x.size(); ++i) all[i] = {x[i], tangent[i]};
  return all;
}
template <class T>
Tensor<DualNumber<T>> constant(const Tensor<T>& x) {
  return map(x, [](T entry) { return DualNumber<T>(entry); });
}
template <class T>
Tensor<T> tangent_of(const Tensor<DualNumber<T>>& x) {
  return map(x, [](const DualNumber<T>& entry) { return entry.tangent; });
}
/// Each tensor of a list.
template <class T, class F>
auto each(const TensorList<T>& list, F f) {
  std::vector<decltype(f(list.front()))> all;
  for (const auto& x : list) all.push_back(f(x));
  return all;
}

/// The largest exponent of any entry; 0 without one.
template <class Entries>
int largest_exponent(const Entries& entries) {
  std::decay_t<decltype(*entries.begin())> largest = 0;
  for (const auto x : entries) largest = std::fmax(largest, std::fabs(x));
  return largest > 0 && std::isfinite(largest) ? std::ilogb(largest) : 0;
}
/// factor·Σ x².
template <class T, class Entries>
T times_squares(const Parts<T>& factor, const Entries& entries) {
  const int k = largest_exponent(entries);
  T sum = 0;
  for (const T x : entries) sum += std::ldexp(x, -k) * std::ldexp(x, -k);
  return (factor * Parts<T>(sum)).number(2 * k);
}

/// ∇ₓD of each row of the points, of a critic with one output.
template <class T, class In>
Tensor<T> slopes_of_critic(const In& in) {
  const Network<T> critic{in.weights, in.biases, in.activation, in.slope};
  Tensor<T> ones({in.x.shape[0], 1});
  for (T& one : ones) one = 1;
  return critic.pulled_back(critic.pass(in.x), ones).x;
}
/// The gradient in all weights of factor·⟨∇ₓD, v⟩ with v held: ⟨∇ₓD, v⟩ is the derivative of D along v, and so its gradient the
/// derivative along v of D's gradient. In units of v's largest exponent: nothing overflows before it is an output.
template <class T, class In>
typename Network<T>::Slopes second_slopes_of_critic(const In& in, Tensor<T> v, const Parts<T>& factor) {
  const int k = largest_exponent(v);
  for (T& x : v) x = std::ldexp(x, -k);
  const Network<DualNumber<T>> critic{each(in.weights, constant<T>), each(in.biases, constant<T>), in.activation, in.slope};
  Tensor<DualNumber<T>> ones({in.x.shape[0], 1});
  for (auto& one : ones) one = DualNumber<T>(1);
  const auto slopes = critic.pulled_back(critic.pass(with_tangent(in.x, v)), ones);
  const auto tangents = [&](const Tensor<DualNumber<T>>& x) { return map(x, [&](const DualNumber<T>& entry) { return (factor * Parts<T>(entry.tangent)).number(k); }); };
  return {{}, each(slopes.weights, tangents), each(slopes.biases, tangents)};
}

/// ‖row‖ without overflow on the way.
template <class T>
std::vector<T> norms(const Tensor<T>& rows) {
  std::vector<T> all;
  for (std::int64_t i = 0; i < rows.shape[0]; ++i) {
    const std::span<const T> row(&rows.data[static_cast<std::size_t>(i * rows.shape[1])], static_cast<std::size_t>(rows.shape[1]));
    const int k = largest_exponent(row);
    T sum = 0;
    for (const T x : row) sum += std::ldexp(x, -k) * std::ldexp(x, -k);
    all.push_back(std::ldexp(std::sqrt(sum), k));
  }
  return all;
}

}  // namespace etalon::fast::gan
