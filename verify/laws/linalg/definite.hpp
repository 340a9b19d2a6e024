#pragma once
#include <cmath>

#include "verify/generate/matrices.hpp"
#include "verify/algebra/residual.hpp"

/// Matrices that are definite, or surely not, for what a Cholesky factor serves.
namespace etalon::verify {

/// Of order up to `largest`, its condition anything up to 2 to half of the format's bits.
inline Tensor<double> any_definite(Draw& draw, std::int64_t largest) {
  return gen::positive_definite(draw, draw.extent(1, largest), static_cast<int>(draw.integer(0, draw.format.precision / 2)));
}

/// L₀·diag(signs)·L₀ᵀ with small integers, the diagonal of L₀ 1 or 2: factored without any rounding, in every format.
inline Tensor<double> product_with_signs(Draw& draw, const std::vector<double>& signs) {
  const auto n = static_cast<std::int64_t>(signs.size());
  Tensor<double> l({n, n}), a({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) l(i, j) = static_cast<double>(i == j ? draw.integer(1, 2) : draw.integer(-2, 2));
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      for (std::int64_t k = 0; k < n; ++k) a(i, j) += l(i, k) * signs[k] * l(j, k);
  return a;
}
/// One of the signs is this, the others are 1.
inline Tensor<double> product_with_one(Draw& draw, double sign) {
  std::vector<double> signs(draw.extent(1, 6), 1.0);
  signs[draw.integer(0, static_cast<std::int64_t>(signs.size()) - 1)] = sign;
  return product_with_signs(draw, signs);
}

/// DAD with powers of two from 2^lowest to 2^highest in D.
inline Tensor<double> scaled(Draw& draw, Tensor<double> a, std::int64_t lowest, std::int64_t highest) {
  const std::int64_t n = a.shape[0];
  std::vector<int> d;
  for (std::int64_t i = 0; i < n; ++i) d.push_back(static_cast<int>(draw.integer(lowest, highest)));
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) a(i, j) = round_to(std::ldexp(a(i, j), d[i] + d[j]), draw.format);
  return a;
}

/// By a quarter of the format's exponents, up and down.
inline Tensor<double> widely_scaled(Draw& draw) { return scaled(draw, any_definite(draw, 8), draw.format.min_exponent / 4, draw.format.max_exponent / 4); }

/// The matrix with anything above the diagonal.
inline Tensor<double> with_noise_above(Draw& draw, Tensor<double> a) {
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = i + 1; j < a.shape[0]; ++j) a(i, j) = draw.coin() ? -draw.format.largest() / 4 : draw.real();
  return a;
}

/// DAD, d_i = (2i + 3)/4.
inline Matrix congruent(Matrix a) {
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) a(i, j) *= Interval(2 * i + 3) / 4 * (Interval(2 * j + 3) / 4);
  return a;
}
inline Matrix with_sevens_above(Matrix a) {
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = i + 1; j < a.shape[0]; ++j) a(i, j) = 7;
  return a;
}

}  // namespace etalon::verify
