#pragma once
#include <cmath>

#include "verify/generate/draw.hpp"
#include "verify/generate/matrices.hpp"
#include "verify/trial/checks.hpp"
#include "verify/algebra/matrix.hpp"

/// Inputs and theorems that the operations on symmetric matrices share.
namespace etalon::verify {

/// The matrix that the lower triangle stands for.
inline Matrix mirrored(Matrix a) {
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = i + 1; j < a.shape[1]; ++j) a(i, j) = a(j, i);
  return a;
}

/// αA + σI.
inline Matrix scaled_and_shifted(Matrix a, const Interval& alpha, const Interval& sigma) {
  for (Interval& x : a) x = alpha * x;
  for (std::int64_t i = 0; i < a.shape[0]; ++i) a(i, i) += sigma;
  return a;
}

/// The identity minus QᵀQ.
inline Matrix orthogonality_error(const Matrix& q) {
  return scaled_and_shifted(multiply(transpose(q), q), -1, 1);
}

/// Σ λ = tr A, Σ λ² = ‖A‖_F², Π λ = det A of a block small enough for Laplace's expansion.
template <class Eigenvalues>
void trace_norm_and_determinant(Checks& t, const Matrix& a, Eigenvalues eigenvalues) {
  const Matrix full = mirrored(a);
  Interval trace = 0, sum = 0;
  for (std::int64_t i = 0; i < full.shape[0]; ++i) trace += full(i, i);
  const Tensor<Interval> lambda = eigenvalues(full);
  for (const Interval& x : lambda) sum += x;
  t.equal_within(sum, trace, frobenius_norm(full), "Σ λ = tr A");
  t.equal(frobenius_norm(lambda), frobenius_norm(full), "√Σ λ² = ‖A‖_F");

  const Matrix small = block(full, std::min<std::int64_t>(6, full.shape[0]), std::min<std::int64_t>(6, full.shape[0]));
  Interval product = 1;
  for (const Interval& x : eigenvalues(small)) product *= x;
  t.equal(product, determinant(small), "Π λ = det A");
}

/// λᵢ(A) ≤ λᵢ(A′) ≤ λᵢ₊₁(A) for A′ without the last row and column.
inline void interlacing(Checks& t, const Tensor<Interval>& lambda, const Tensor<Interval>& of_block) {
  for (std::size_t i = 0; i < of_block.size(); ++i) {
    t.at_most(lambda[i], of_block[i], "λᵢ(A) ≤ λᵢ(A′)");
    t.at_most(of_block[i], lambda[i + 1], "λᵢ(A′) ≤ λᵢ₊₁(A)");
  }
}

/// λ(A + σI) = λ + σ and λ(−A) = −λ in reverse, σ of A's own size.
template <class Eigenvalues>
void shift_and_reversal(Checks& t, const Matrix& a, Eigenvalues eigenvalues) {
  const Matrix full = mirrored(a);
  const Tensor<Interval> lambda = eigenvalues(full);
  const std::size_t n = lambda.size();
  const Interval sigma = n == 0 ? Interval(0) : Interval(11) / 8 * full(n - 1, 0), scale = frobenius_norm(full);
  const Tensor<Interval> shifted = eigenvalues(scaled_and_shifted(full, 1, sigma)), reversed = eigenvalues(scaled_and_shifted(full, -1, 0));
  for (std::size_t i = 0; i < n; ++i) {
    t.equal_within(shifted[i], lambda[i] + sigma, scale, "λ(A + σI) = λ + σ");
    t.equal_within(reversed[i], -lambda[n - 1 - i], scale, "λ(−A) = −λ in reverse");
  }
}

/// max |λ|, from an ascending list.
inline Interval spectral_radius(const Tensor<Interval>& lambda) {
  return lambda.size() == 0 ? Interval(0) : max(abs(lambda[0]), abs(lambda[lambda.size() - 1]));
}

inline void ascending(Checks& t, const Tensor<Interval>& lambda) {
  for (std::size_t i = 1; i < lambda.size(); ++i) t.holds(lambda[i - 1] <= lambda[i], "λᵢ ≤ λᵢ₊₁");
}

namespace gen {

/// Of any spectrum, as large as the smallest blocks of LAPACK.
inline Tensor<double> symmetric_around_a_block(Draw& draw) {
  const std::int64_t n = draw.extent(31, 33);
  return any_spectrum(draw, n, n, {.shape = Matrices::symmetric, .full_rank = true});
}

/// Exactly multiple eigenvalues: a diagonal of few different integers between two equal reflections, all of it without rounding.
inline Tensor<double> multiple_eigenvalues(Draw& draw) {
  const std::int64_t n = draw.extent(2, 7);
  Tensor<double> a({n, n});
  for (std::int64_t i = 0; i < n; ++i) a(i, i) = static_cast<double>(draw.integer(-1, 2));
  // (I − 2vvᵀ/4)·A·(I − 2vvᵀ/4) with v of four entries ±1: halves, so that nothing rounds.
  if (n >= 4) {
    Tensor<double> v({n});
    const std::int64_t first = draw.integer(0, n - 4);
    for (std::int64_t i = first; i < first + 4; ++i) v[i] = draw.coin() ? 1 : -1;
    const auto reflection = [&](std::int64_t i, std::int64_t j) { return (i == j ? 1.0 : 0.0) - v[i] * v[j] / 2; };
    Tensor<double> b({n, n});
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < n; ++j)
        for (std::int64_t k = 0; k < n; ++k) b(i, j) += reflection(i, k) * a(k, k) * reflection(k, j);
    a = b;
  }
  return a;
}

/// With numbers above the diagonal that nobody reads.
inline Tensor<double> lower_triangle_of(Draw& draw, Tensor<double> a) {
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = i + 1; j < a.shape[0]; ++j) a(i, j) = draw.coin() ? -draw.format.largest() / 4 : draw.real();
  return a;
}

}  // namespace gen
}  // namespace etalon::verify
