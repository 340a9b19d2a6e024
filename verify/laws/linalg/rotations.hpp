#pragma once
#include "verify/generate/draw.hpp"
#include "verify/algebra/residual.hpp"

/// Matrices with known eigenvectors, for theorems; and what the laws of the iterations share.
namespace etalon::verify {

inline double nonzero(Draw& draw, int lowest, int highest) { return draw.coin() ? draw.magnitude(lowest, highest) : -draw.magnitude(lowest, highest); }

/// n entries, none of them 0.
inline Tensor<double> nonzeros(Draw& draw, std::int64_t n, int lowest, int highest) {
  Tensor<double> x({n});
  for (double& entry : x) entry = nonzero(draw, lowest, highest);
  return x;
}

/// Between −1/2 and 1/2, from an entry of the input; not 0.
inline Interval offset(const Interval& entry) { return (entry + Interval(1) / 7) / (2 + 2 * abs(entry)); }

/// The state from which the step to row k of the reported iterates was made.
inline Tensor<double> state_before(std::size_t k, const Tensor<double>& start, const Tensor<double>& iterates) {
  if (k == 0) return start;
  const auto first = iterates.begin() + static_cast<std::ptrdiff_t>(k - 1) * start.shape[0];
  return Tensor<double>(start.shape, {first, first + start.shape[0]});
}

/// A product of rotations by the rational angles with tan θ/2 = (i + 1)/(j + 2).
inline Matrix rotations(std::int64_t n) {
  Matrix q = identity(n);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = i + 1; j < n; ++j) {
      const Interval half = Interval(i + 1) / (j + 2), c = (1 - square(half)) / (1 + square(half)), s = 2 * half / (1 + square(half));
      for (std::int64_t k = 0; k < n; ++k) {
        const Interval x = q(i, k), y = q(j, k);
        q(i, k) = c * x - s * y;
        q(j, k) = s * x + c * y;
      }
    }
  return q;
}

/// QΛQᵀ
inline Matrix symmetric_with(const Matrix& q, const std::vector<Interval>& lambda) {
  Matrix scaled = q;
  for (std::int64_t i = 0; i < q.shape[0]; ++i)
    for (std::int64_t j = 0; j < q.shape[1]; ++j) scaled(i, j) *= lambda[static_cast<std::size_t>(j)];
  return multiply(scaled, transpose(q));
}

/// Qx: the vector with these coordinates in the columns of Q.
inline Matrix with_coordinates(const Matrix& q, const std::vector<Interval>& x) {
  Matrix y(Dimensions{q.shape[0]}, std::vector<Interval>(static_cast<std::size_t>(q.shape[0]), Interval(0)));
  for (std::int64_t i = 0; i < q.shape[0]; ++i)
    for (std::int64_t j = 0; j < q.shape[1]; ++j) y[i] += q(i, j) * x[static_cast<std::size_t>(j)];
  return y;
}

/// The coordinates Qᵀx of row k of `rows`.
inline std::vector<Interval> coordinates(const Matrix& q, const Matrix& rows, std::int64_t k) {
  std::vector<Interval> x;
  for (std::int64_t j = 0; j < q.shape[1]; ++j) {
    Interval sum = 0;
    for (std::int64_t i = 0; i < q.shape[0]; ++i) sum += q(i, j) * rows(k, i);
    x.push_back(sum);
  }
  return x;
}

/// The row k of a matrix.
inline Matrix row_of(const Matrix& rows, std::int64_t k) {
  const auto first = rows.begin() + k * rows.shape[1];
  return Matrix({rows.shape[1]}, {first, first + rows.shape[1]});
}

/// Ax
inline Matrix apply(const Matrix& a, const Matrix& x) { return Matrix({a.shape[0]}, multiply(a, Matrix({x.shape[0], 1}, x.data)).data); }

inline Interval inner(const Matrix& x, const Matrix& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

/// (A − σI)x
inline Matrix apply_shifted(const Matrix& a, const Interval& shift, const Matrix& x) {
  Matrix w = apply(a, x);
  for (std::size_t i = 0; i < w.size(); ++i) w[i] -= shift * x[i];
  return w;
}

/// `next` has the direction of y with (A + E − σI)y = x, ‖E‖ ≤ error, and length 1: w = (A − σI)·next has no more than that across
/// x, and against it.
template <class Checks>
void require_solved(Checks& t, const Matrix& a, const Interval& shift, const Matrix& x, const Matrix& next, const Interval& error) {
  Matrix w = apply_shifted(a, shift, next);
  const Interval along = inner(w, x) / inner(x, x);
  t.at_most(-along * frobenius_norm(x), error, "(A − σI)·next against x");
  for (std::size_t i = 0; i < w.size(); ++i) w[i] -= along * x[i];
  t.at_most(frobenius_norm(w), error, "(A − σI)·next across x");
}

/// Does that let −next pass too?
inline bool sign_is_open(const Matrix& a, const Interval& shift, const Matrix& x, const Matrix& next, const Interval& error) {
  return !(inner(apply_shifted(a, shift, next), x) > error * frobenius_norm(x)).certainly();
}

/// (A − σI)·next is a positive multiple of x, exactly.
template <class Checks>
void solved(Checks& t, const Matrix& a, const Interval& shift, const Matrix& x, const Matrix& next) {
  const Matrix w = apply_shifted(a, shift, next);
  const Interval along = inner(w, x) / inner(x, x), scale = (frobenius_norm(a) + abs(shift));
  t.holds(along > 0, "(A − σI)·next points along x");
  for (std::size_t i = 0; i < w.size(); ++i) t.equal_within(w[i], along * x[i], scale, "(A − σI)·next is a multiple of x");
}

}  // namespace etalon::verify
