#pragma once
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify::gan {

template <class T>
T sigmoid(T s) {
  return 1 / (1 + std::exp(-s));
}

/// The mean of entry(D), with D computed from the logits.
template <class T, class Entry>
T mean(const Tensor<T>& answers, const std::string& given, Entry entry) {
  T sum = 0;
  for (const T s : answers) sum += entry(given == "logits" ? sigmoid(s) : s);
  return sum / static_cast<T>(answers.size());
}
/// The mean of f(score).
template <class T, class F>
T mean(const Tensor<T>& scores, F f) {
  T sum = 0;
  for (const T s : scores) sum += f(s);
  return sum / static_cast<T>(scores.size());
}

template <class T>
void scale(Tensor<T>& x, T factor) {
  for (T& entry : x) entry *= factor;
}

}  // namespace etalon::verify::gan
