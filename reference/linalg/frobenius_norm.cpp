#include "reference/contract/linalg/frobenius_norm.hpp"

#include <algorithm>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::FrobeniusNorm;
using contract::linalg::FrobeniusNormGradient;

/// The root of the sum of squares, as it is defined.
template <>
const Reference<FrobeniusNorm> Wings<FrobeniusNorm>::reference = []<class T>(const FrobeniusNorm::In<T>& in) -> Result<FrobeniusNorm::Out<T>> {
  T sum = 0;
  for (const T& x : in.a) {
    if (!(x == 0).certainly()) sum += square(x);
  }
  if ((sum == 0).certainly()) return FrobeniusNorm::Out<T>{0};  // where the root has no slope
  return FrobeniusNorm::Out<T>{sqrt(sum)};
};

/// A/‖A‖_F, as it is written.
template <>
const Reference<FrobeniusNormGradient> Wings<FrobeniusNormGradient>::reference = []<class T>(const FrobeniusNormGradient::In<T>& in) -> Result<FrobeniusNormGradient::Out<T>> {
  const T norm = Wings<FrobeniusNorm>::reference(in)->norm;
  return FrobeniusNormGradient::Out<T>{map(in.a, [&](const T& x) { return x / norm; })};
};

}  // namespace etalon
