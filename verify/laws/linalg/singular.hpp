#pragma once
#include "reference/linalg/svdvals.hpp"
#include "verify/generate/draw.hpp"
#include "verify/generate/matrices.hpp"
#include "verify/judge/checks.hpp"
#include "verify/judge/matrix.hpp"

/// Inputs and theorems that the operations on singular values share.
namespace etalon::verify {

/// The exact singular values, descending.
inline Tensor<Interval> singular_values(const Matrix& a) {
  return reference::linalg::svdvals(contract::linalg::Svdvals::In<Interval>{a})->sigma;
}

/// XᵀX − I.
inline Matrix gram_error(const Matrix& x) {
  Matrix error = multiply(transpose(x), x);
  for (std::int64_t i = 0; i < error.shape[0]; ++i) error(i, i) -= 1;
  return error;
}

/// AV − UΣ with Σ of as many rows as U has columns, and as many columns as V.
inline Matrix singular_residual(const Matrix& a, const Matrix& u, const Tensor<Interval>& sigma, const Matrix& v) {
  Matrix r = multiply(a, v);
  for (std::int64_t j = 0; j < std::min<std::int64_t>(r.shape[1], static_cast<std::int64_t>(sigma.size())); ++j)
    for (std::int64_t i = 0; i < r.shape[0]; ++i) r(i, j) -= u(i, j) * sigma[j];
  return r;
}

inline Interval largest(const Tensor<Interval>& descending) { return descending.size() == 0 ? Interval(0) : descending[0]; }

namespace draw {

/// Of any spectrum, as large as the smallest blocks of LAPACK.
inline Tensor<double> around_a_block(const Format& f) {
  const std::int64_t m = integer(31, 33), n = integer(31, 33);
  return any_spectrum(f, m, n, {.shape = Matrices::any, .full_rank = true});
}

/// Exactly multiple singular values: rows and columns of a diagonal matrix in another order and with other signs.
inline Tensor<double> multiple_singular_values() {
  const std::int64_t m = integer(1, 6), n = integer(1, 6);
  Tensor<double> a({m, n});
  for (std::int64_t i = 0; i < std::min(m, n); ++i) a(i, (3 * i + 1) % n) = static_cast<double>(integer(-2, 2));
  return a;
}

}  // namespace draw
}  // namespace etalon::verify
