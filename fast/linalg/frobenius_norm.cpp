#include "reference/contract/linalg/frobenius_norm.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace etalon {
using contract::linalg::FrobeniusNorm;
using contract::linalg::FrobeniusNormGradient;

/// One pass where no square can leave the range; else scaled by a power of two, which rounds nothing.
template <>
const Fast<FrobeniusNorm> Wings<FrobeniusNorm>::fast = []<class T>(const FrobeniusNorm::In<T>& in) -> Result<FrobeniusNorm::Out<T>> {
  T sum = 0, largest = 0;
  for (const T x : in.a) {
    sum += x * x;
    largest = std::max(largest, std::abs(x));
  }
  // Squares that underflowed are below the last bit of a sum as large as this.
  const T safe = std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon();
  if (largest == 0 || (sum >= safe && std::isfinite(sum))) return FrobeniusNorm::Out<T>{std::sqrt(sum)};
  const int exponent = std::ilogb(largest);
  sum = 0;
  for (const T x : in.a) {
    const T scaled = std::scalbn(x, -exponent);
    sum += scaled * scaled;
  }
  return FrobeniusNorm::Out<T>{std::scalbn(std::sqrt(sum), exponent)};
};

/// Scaled by a power of two before anything is squared: a norm of subnormal entries would have lost its digits.
template <>
const Fast<FrobeniusNormGradient> Wings<FrobeniusNormGradient>::fast = []<class T>(const FrobeniusNormGradient::In<T>& in) -> Result<FrobeniusNormGradient::Out<T>> {
  Tensor<T> grad_a = in.a;
  T sum = 0, largest = 0;
  for (const T x : in.a) largest = std::max(largest, std::abs(x));
  const int exponent = largest > 0 ? std::ilogb(largest) : 0;
  for (T& x : grad_a) {
    x = std::scalbn(x, -exponent);
    sum += x * x;
  }
  const T norm = std::sqrt(sum);
  for (T& x : grad_a) x /= norm;
  return FrobeniusNormGradient::Out<T>{std::move(grad_a)};
};

}  // namespace etalon
