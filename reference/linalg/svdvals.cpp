#include "reference/linalg/svdvals.hpp"

#include <algorithm>

#include "reference/linalg/elimination.hpp"
#include "reference/linalg/jacobi.hpp"
#include "reference/number/numbers.hpp"
#include "reference/scale/product.hpp"

namespace etalon::reference::linalg {
using contract::linalg::Svdvals;

namespace {

using Matrix = Tensor<Interval>;
using Vector = std::vector<Interval>;

Interval norm(const Vector& x) {
  Interval sum = 0;
  for (const Interval& entry : x) sum += square(entry);
  return sqrt(sum);
}
Interval norm_of_column(const Matrix& a, std::int64_t j) {
  Interval sum = 0;
  for (std::int64_t i = 0; i < a.shape[0]; ++i) sum += square(a(i, j));
  return sqrt(sum);
}

/// ‖VᵀV − I‖_F: every singular value of V lies within √(1 ± this).
Interval orthogonality_defect(const Matrix& v) {
  const Matrix product = scale::gram(v);
  Interval sum = 0;
  for (std::int64_t i = 0; i < product.shape[0]; ++i)
    for (std::int64_t j = 0; j < product.shape[0]; ++j) sum += square(i == j ? product(i, i) - 1 : product(i, j));
  return sqrt(sum);
}

/// The same of W·diag(d)⁻¹ with d the norms of W's columns: the cosines between these columns.
Interval orthogonality_defect(const Matrix& w, const std::vector<std::int64_t>& columns, const Vector& d) {
  const Matrix product = scale::gram(w);
  Interval sum = 0;
  for (std::size_t i = 0; i < columns.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) sum += 2 * square(product(columns[i], columns[j]) / (d[i] * d[j]));
  return sqrt(sum);
}

void require_below_one(const Interval& defect) {
  if (!(defect < 1).certainly()) throw Undecided{"the singular vectors are not orthogonal enough"};
}

/// The singular values of a matrix with at least as many rows as columns, in descending order.
///
/// With any V and W = AV, the columns of W split into N, whose norms are well above rounding, and the rest R:
///     σᵢ(N) = dᵢ·√(1 ± α)         Ostrowski; d the norms of N in descending order, α their orthogonality defect
///     σᵢ(W) = σᵢ([N 0]) ± ‖R‖_F   Weyl
///     σᵢ(A) = σᵢ(W)/√(1 ± β)      Ostrowski; β the orthogonality defect of V
Vector singular_values(const Matrix& a) {
  const std::int64_t m = a.shape[0], n = a.shape[1];
  Columns<Real> middle(n);
  for (std::int64_t j = 0; j < n; ++j)
    for (std::int64_t i = 0; i < m; ++i) middle[j].push_back(a(i, j).middle());
  const Columns<Real> approximate = right_singular_vectors(middle);
  Matrix v({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) v(i, j) = Interval::point(approximate[j][i]);

  const Matrix w = scale::multiply(a, v);
  Vector norms;
  for (std::int64_t j = 0; j < n; ++j) norms.push_back(norm_of_column(w, j));
  const Interval noise = (power_of_two(-Precision::bits() / 2) * norm(norms)).magnitude();
  std::vector<std::int64_t> large;
  Vector d, rest;
  for (std::int64_t j = 0; j < n; ++j)
    if ((norms[j] > noise).certainly()) large.push_back(j), d.push_back(norms[j]);
    else rest.push_back(norms[j]);

  const Interval alpha = orthogonality_defect(w, large, d).magnitude(), beta = orthogonality_defect(v).magnitude();
  require_below_one(alpha);
  require_below_one(beta);
  const Interval remainder = norm(rest).magnitude();

  Vector low, high;
  for (const Interval& x : d) low.push_back(x.mignitude()), high.push_back(x.magnitude());
  for (Vector* bounds : {&low, &high}) {
    std::sort(bounds->begin(), bounds->end(), [](const Interval& x, const Interval& y) { return (x > y).certainly(); });
    bounds->resize(n, Interval(0));
  }
  Vector sigma;
  for (std::int64_t i = 0; i < n; ++i) {
    const Interval below = (low[i] * sqrt(1 - alpha) - remainder) / sqrt(1 + beta);
    const Interval above = (high[i] * sqrt(1 + alpha) + remainder) / sqrt(1 - beta);
    sigma.push_back(Interval::hull(max(below, 0).lower(), above.upper()));
  }
  return sigma;
}

}  // namespace

const Reference<Svdvals> svdvals = [](const Svdvals::In<Interval>& in) -> Result<Svdvals::Out<Interval>> {
  for (const Interval& x : in.a)
    if (isnan(x) || is_infinity(x, +1) || is_infinity(x, -1)) return domain("C1", "the matrix has an entry that is not finite");

  const std::size_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n);
  Vector sigma = singular_values(m >= n ? in.a : scale::transposed(in.a));
  // No enclosure says that a value is 0: the rank does.
  if (std::any_of(sigma.begin(), sigma.end(), [](const Interval& x) { return x.contains_zero(); }))
    if (const auto rank = exact_rank(in.a)) std::fill(sigma.begin() + *rank, sigma.end(), Interval(0));
  return Svdvals::Out<Interval>{Tensor<Interval>({static_cast<std::int64_t>(k)}, std::move(sigma))};
};

}  // namespace etalon::reference::linalg
