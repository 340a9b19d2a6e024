#pragma once
#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/svdvals.hpp"
#include "verify/generate/draw.hpp"
#include "verify/generate/matrices.hpp"
#include "verify/trial/checks.hpp"
#include "verify/algebra/matrix.hpp"

/// Inputs and theorems that the operations on singular values share.
namespace etalon::verify {

/// The exact singular values, descending.
inline Tensor<Interval> singular_values(const Matrix& a) {
  return Wings<contract::linalg::Svdvals>::reference(contract::linalg::Svdvals::In<Interval>{a})->sigma;
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

inline Matrix scaled(Matrix a, const Interval& alpha) {
  for (Interval& x : a) x = alpha * x;
  return a;
}
inline Matrix sum_of(Matrix a, const Matrix& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}
inline Matrix difference(Matrix a, const Matrix& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}
/// a = b, narrow beside `scale`.
inline void equal_matrices(Checks& t, const Matrix& a, const Matrix& b, const Interval& scale, const char* what) {
  if (a.shape != b.shape) return t.holds(false, what);
  for (std::size_t i = 0; i < a.size(); ++i) t.equal_within(a[i], b[i], scale, what);
}
/// Another matrix of the same shape and about the same size: A's entries in reverse, every second with the other sign.
inline Matrix companion_to(Matrix a) {
  std::reverse(a.begin(), a.end());
  for (std::size_t i = 1; i < a.size(); i += 2) a[i] = -a[i];
  return a;
}

inline Interval largest(const Tensor<Interval>& descending) { return descending.size() == 0 ? Interval(0) : descending[0]; }

/// What Wedin's theorems say of the part of A above the threshold rcond·σ₁, for a decomposition of A + E with ‖E‖_F ≤ e.
struct Truncation {
  std::int64_t rank = 0;
  Interval sigma = 0;   ///< σ_r, the smallest that counts
  Interval error = 0;   ///< e′ ≥ ‖Ã_r − A_r‖_F
  bool bounded = false; ///< every implementation finds this rank, and e′ < σ_r/2
};

/// Ã_r and A_r are the nearest of rank r: ‖Ã_r − A_r‖ ≤ (t + e) + e + t with the tail t = ‖A − A_r‖_F. And by sin Θ, as for
/// linalg.low_rank, e + 2σ₁e/(σ_r − σ_{r+1} − e).
inline Truncation truncation(const Matrix& a, const Interval& rcond, const Interval& e) {
  const Tensor<Interval> sigma = singular_values(a);
  Truncation found;
  if (sigma.size() == 0 || sigma[0].is_zero()) {
    found.bounded = true;
    return found;
  }
  const Interval threshold = rcond * sigma[0];
  Interval tail = 0;
  for (const Interval& x : sigma) {
    const bool counts = (x > threshold + 2 * e).certainly();
    if (!counts && !(x < threshold - 2 * e).certainly()) return found;  // rounding may decide either way
    if (counts) found.sigma = x, ++found.rank;
    else tail += square(x);
  }
  const bool full = found.rank == static_cast<std::int64_t>(sigma.size());
  found.error = full ? e : 2 * (e + sqrt(tail));
  if (!full) {
    const Interval gap = found.sigma - sigma[found.rank] - e;
    if ((gap > 0).certainly()) found.error = min(found.error, e + 2 * sigma[0] * e / gap);
  }
  found.bounded = found.rank > 0 && (2 * found.error < found.sigma).certainly();
  return found;
}

namespace gen {

/// A threshold well inside a gap of the singular values: a few of them near 1, the others far below √u.
struct Thresholded {
  Tensor<double> a;
  double rcond;
};
inline Thresholded with_a_gap(Draw& draw) {
  const std::int64_t m = draw.extent(1, 8), n = draw.extent(1, 8), k = std::min(m, n), rank = draw.integer(1, k);
  std::vector<double> values;
  for (std::int64_t i = 0; i < k; ++i)
    values.push_back(i < rank ? std::ldexp(1.0, -static_cast<int>(draw.integer(0, 3))) : draw.coin() ? 0.0 : std::ldexp(1.0, -3 * draw.format.precision / 4));
  std::sort(values.begin(), values.end(), std::greater<>());
  return {matrix_with_spectrum(draw, m, n, values), round_to(0.7 * std::sqrt(draw.format.unit_roundoff()), draw.format)};
}

/// Of any spectrum, as large as the smallest blocks of LAPACK.
inline Tensor<double> around_a_block(Draw& draw) {
  const std::int64_t m = draw.extent(31, 33), n = draw.extent(31, 33);
  return any_spectrum(draw, m, n, {.shape = Matrices::any, .full_rank = true});
}

/// Exactly multiple singular values: rows and columns of a diagonal matrix in another order and with other signs.
inline Tensor<double> multiple_singular_values(Draw& draw) {
  const std::int64_t m = draw.extent(1, 6), n = draw.extent(1, 6);
  Tensor<double> a({m, n});
  for (std::int64_t i = 0; i < std::min(m, n); ++i) a(i, (3 * i + 1) % n) = static_cast<double>(draw.integer(-2, 2));
  return a;
}

}  // namespace gen
}  // namespace etalon::verify
