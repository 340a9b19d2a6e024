#pragma once
#include "reference/linalg/symmetric.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/definite.hpp"
#include "verify/laws/linalg/entries.hpp"

/// Quadratic models gᵀp + ½pᵀHp, for the steps that minimize them.
namespace etalon::verify {

constexpr const char* far_hessian = "an entry of H far from the others makes it indefinite, or singular in rounding; spectra, scales and sizes are tried by classes of H";

/// A gradient at random, or −Hp₀ with a small integer p₀, so that the step is as small as g lets it be.
inline Tensor<double> gradient_of(Draw& draw, const Tensor<double>& h) {
  const std::int64_t n = h.shape[0];
  Tensor<double> g = draw.reals({n});
  if (!draw.coin()) return g;
  const auto p = draw.integers({n}, -3, 3);
  for (std::int64_t i = 0; i < n; ++i) {
    double sum = 0;
    for (std::int64_t j = 0; j < n; ++j) sum -= (j <= i ? h(i, j) : h(j, i)) * static_cast<double>(p[j]);
    g[i] = round_to(sum, draw.format);
  }
  return g;
}

/// A vector as a column.
inline Matrix as_column(const Tensor<Interval>& x) { return Matrix({x.shape[0], 1}, x.data); }
inline Matrix as_vector(const Matrix& column) { return Matrix({column.shape[0]}, column.data); }
inline Matrix negative(const Matrix& x) { return times(x, -1); }
inline Matrix plus(Matrix a, const Matrix& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}
/// Σ xᵢyᵢ.
inline Interval inner_product(const Matrix& x, const Matrix& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}
/// Ax of a vector.
inline Matrix apply_to(const Matrix& a, const Matrix& x) { return as_vector(multiply(a, as_column(x))); }
/// gᵀp + ½pᵀHp.
inline Interval model(const Matrix& g, const Matrix& h, const Matrix& p) { return inner_product(g, p) + inner_product(p, apply_to(h, p)) / 2; }
/// |g|ᵀ|p| + |p|ᵀ|H||p|, beside which it is known.
inline Interval model_size(const Matrix& g, const Matrix& h, const Matrix& p) {
  return inner_product(absolute(g), absolute(p)) + inner_product(absolute(p), apply_to(absolute(h), absolute(p)));
}

/// z of x = Az with a_ii = (2i + 3)/4 and ones right above the diagonal: x has the gradient Aᵀg and the Hessian AᵀHA.
inline Matrix other_coordinates(std::int64_t n) {
  Matrix a({n, n});
  for (std::int64_t i = 0; i < n; ++i) {
    a(i, i) = Interval(2 * i + 3) / 4;
    if (i + 1 < n) a(i, i + 1) = 1;
  }
  return a;
}

}  // namespace etalon::verify
