#include "reference/linalg/jacobi.hpp"

#include <algorithm>
#include <cmath>

#include "reference/scale/svd.hpp"

namespace etalon::reference::linalg {
namespace {

constexpr int most_sweeps = 60;  // it takes about ten; whatever comes out is proved or rejected by others

mpfr_ptr raw(Real& x) { return x.backend().data(); }
mpfr_srcptr raw(const Real& x) { return x.backend().data(); }

// The inner loops, in double and in place in MPFR.

double dot(const std::vector<double>& x, const std::vector<double>& y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}
Real dot(const std::vector<Real>& x, const std::vector<Real>& y) {
  Real sum = 0, product;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mpfr_mul(raw(product), raw(x[i]), raw(y[i]), MPFR_RNDN);
    mpfr_add(raw(sum), raw(sum), raw(product), MPFR_RNDN);
  }
  return sum;
}

/// (x, y) ← (cx − sy, sx + cy)
void rotate(std::vector<double>& x, std::vector<double>& y, double c, double s) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double old = x[i];
    x[i] = c * old - s * y[i];
    y[i] = s * old + c * y[i];
  }
}
void rotate(std::vector<Real>& x, std::vector<Real>& y, const Real& c, const Real& s) {
  Real sx, sy;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mpfr_mul(raw(sx), raw(s), raw(x[i]), MPFR_RNDN);
    mpfr_mul(raw(sy), raw(s), raw(y[i]), MPFR_RNDN);
    mpfr_mul(raw(x[i]), raw(c), raw(x[i]), MPFR_RNDN);
    mpfr_mul(raw(y[i]), raw(c), raw(y[i]), MPFR_RNDN);
    mpfr_sub(raw(x[i]), raw(x[i]), raw(sy), MPFR_RNDN);
    mpfr_add(raw(y[i]), raw(y[i]), raw(sx), MPFR_RNDN);
  }
}

/// y ← y + factor·x
void add_multiple(std::vector<Real>& y, const Real& factor, const std::vector<Real>& x) {
  Real product;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mpfr_mul(raw(product), raw(factor), raw(x[i]), MPFR_RNDN);
    mpfr_add(raw(y[i]), raw(y[i]), raw(product), MPFR_RNDN);
  }
}

/// Rotates pairs of columns of w until all are orthogonal, and those of v with them. The angle that makes columns of squared
/// norms α, β and inner product γ orthogonal has tangent t with t² + 2ζt = 1, ζ = (β − α)/2γ; the smaller one converges.
template <class Number>
void orthogonalize(Columns<Number>& w, Columns<Number>& v, int bits) {
  using std::abs, std::ldexp, std::sqrt;
  const std::size_t n = w.size();
  const Number u = ldexp(Number(1), -bits);
  std::vector<Number> norm2(n);
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    Number total = 0;
    for (std::size_t j = 0; j < n; ++j) total += norm2[j] = dot(w[j], w[j]);
    const Number noise = total * u * u * (256.0 * n * n);  // of n rotations: a column as small as that has no direction
    bool converged = true;
    for (std::size_t p = 0; p + 1 < n; ++p)
      for (std::size_t q = p + 1; q < n; ++q) {
        if (norm2[p] <= noise || norm2[q] <= noise) continue;
        const Number gamma = dot(w[p], w[q]), gamma2 = gamma * gamma, scale = norm2[p] * norm2[q];
        if (gamma2 <= u * u * scale) continue;
        const Number zeta = (norm2[q] - norm2[p]) / (2 * gamma);
        Number t = 1 / (abs(zeta) + sqrt(1 + zeta * zeta));
        if (zeta < 0) t = -t;
        const Number c = 1 / sqrt(1 + t * t), s = c * t;
        rotate(w[p], w[q], c, s);
        rotate(v[p], v[q], c, s);
        for (const auto& [j, updated] : {std::pair{p, norm2[p] - t * gamma}, std::pair{q, norm2[q] + t * gamma}})
          norm2[j] = updated > norm2[j] / 2 ? updated : dot(w[j], w[j]);  // anew where it cancels
        // Cosines and angles all below √u leave, after this sweep, what is of their second order.
        if (gamma2 > u * scale || t * t > u) converged = false;
      }
    if (converged) return;
  }
}

/// In double first, scaled into its range: a start that is good to 50 bits, for next to nothing.
Columns<double> start(const Columns<Real>& a) {
  const std::size_t n = a.size();
  mpfr_exp_t top = mpfr_get_emin();
  for (const auto& column : a)
    for (const Real& x : column)
      if (mpfr_regular_p(raw(x))) top = std::max(top, mpfr_get_exp(raw(x)));
  Columns<double> w(n), v(n, std::vector<double>(n, 0.0));
  for (std::size_t j = 0; j < n; ++j) {
    v[j][j] = 1;
    for (const Real& x : a[j]) {
      long exponent;
      const double fraction = mpfr_get_d_2exp(&exponent, raw(x), MPFR_RNDN);
      w[j].push_back(fraction == 0 ? 0 : std::ldexp(fraction, static_cast<int>(std::max<long>(exponent - top, -2000))));
    }
  }
  orthogonalize(w, v, 53);
  return v;
}

}  // namespace

Columns<Real> right_singular_vectors_by_rotations(const Columns<Real>& a) {
  const std::size_t n = a.size();
  Columns<Real> v;
  for (const auto& column : start(a)) v.emplace_back(column.begin(), column.end());
  for (std::size_t j = 0; j < n; ++j) {  // Gram and Schmidt, to all the bits
    for (std::size_t i = 0; i < j; ++i) add_multiple(v[j], -dot(v[i], v[j]), v[i]);
    const Real norm = sqrt(dot(v[j], v[j]));
    for (Real& x : v[j]) x /= norm;
  }
  Columns<Real> w(n, std::vector<Real>(n == 0 ? 0 : a[0].size(), Real(0)));
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t k = 0; k < n; ++k) add_multiple(w[j], v[j][k], a[k]);
  orthogonalize(w, v, Precision::bits());
  return v;
}

Columns<Real> right_singular_vectors(const Columns<Real>& a) {
  constexpr std::size_t small = 6;  // rotations are quicker below
  const std::size_t n = a.size(), m = n == 0 ? 0 : a[0].size();
  if (n < small || m < n) return right_singular_vectors_by_rotations(a);
  Tensor<Real> matrix({static_cast<std::int64_t>(m), static_cast<std::int64_t>(n)});
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < n; ++j) matrix(i, j) = a[j][i];
  const auto refined = scale::right_singular_vectors(matrix);
  if (!refined) return right_singular_vectors_by_rotations(a);
  Columns<Real> v(n, std::vector<Real>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) mpfr_set(raw(v[j][i]), raw((*refined)(i, j)), MPFR_RNDN);
  return v;
}

}  // namespace etalon::reference::linalg
