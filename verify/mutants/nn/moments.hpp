#pragma once
#include <cmath>

#include "verify/language/mutants.hpp"

/// What wrong norms are written with.
namespace etalon::verify {

/// out[i] = wrong(i, mean, variance) with the moments of those `length` entries, one piece of x after the other, to which entry i belongs.
template <class T, class F>
void from_moments(Tensor<T>& out, const Tensor<T>& x, std::size_t length, F wrong) {
  for (std::size_t at = 0; at < x.size(); at += length) {
    T mean = 0, variance = 0;
    for (std::size_t i = at; i < at + length; ++i) mean += x[i] / static_cast<T>(length);
    for (std::size_t i = at; i < at + length; ++i) variance += (x[i] - mean) * (x[i] - mean) / static_cast<T>(length);
    for (std::size_t i = at; i < at + length; ++i) out[i] = wrong(i, mean, variance);
  }
}

/// Variances of one entry are left as they are.
template <class T>
T unbiased(T variance, std::size_t length) {
  return length > 1 ? variance * static_cast<T>(length) / static_cast<T>(length - 1) : variance;
}

}  // namespace etalon::verify
