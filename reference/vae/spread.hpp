#pragma once
#include "reference/contract/gaussian_spread.hpp"
#include "reference/number/numbers.hpp"

/// σ of what an encoder gives for it.
namespace etalon::reference::vae {

using Spread = contract::GaussianSpread::Variant;

template <class T>
T deviation(const T& s, Spread convention) {
  return convention == Spread::log_variance ? exp(s / 2) : convention == Spread::softplus ? softplus(s) : s;
}
template <class T>
T log_variance(const T& s, Spread convention) {
  return convention == Spread::log_variance ? s : 2 * log(deviation(s, convention));
}
/// 1/σ²
template <class T>
T precision_of(const T& s, Spread convention) {
  return convention == Spread::log_variance ? exp(-s) : 1 / square(deviation(s, convention));
}
/// dσ/ds
template <class T>
T slope(const T& s, Spread convention) {
  return convention == Spread::log_variance ? exp(s / 2) / 2 : convention == Spread::softplus ? sigmoid(s) : T(1);
}
/// d log σ/ds
template <class T>
T log_slope(const T& s, Spread convention) {
  return convention == Spread::log_variance ? T(1) / 2 : slope(s, convention) / deviation(s, convention);
}

}  // namespace etalon::reference::vae
