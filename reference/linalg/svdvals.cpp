#include "reference/linalg/svdvals.hpp"

#include <algorithm>

#include "reference/linalg/elimination.hpp"
#include "reference/linalg/jacobi.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::Svdvals;

namespace {

using Vector = std::vector<Interval>;

/// Σ xᵢyᵢ, without a temporary for each product.
Interval dot(const Vector& x, const Vector& y) {
  Interval sum = 0, product;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mpfi_mul(product.data(), x[i].data(), y[i].data());
    mpfi_add(sum.data(), sum.data(), product.data());
  }
  return sum;
}
Interval norm(const Vector& x) {
  Interval sum = 0;
  for (const Interval& entry : x) sum += square(entry);
  return sqrt(sum);
}

/// ‖VᵀV − I‖_F: every singular value of V lies within √(1 ± this).
Interval orthogonality_defect(const Columns<Interval>& v) {
  Interval sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    sum += square(dot(v[i], v[i]) - 1);
    for (std::size_t j = 0; j < i; ++j) sum += 2 * square(dot(v[i], v[j]));
  }
  return sqrt(sum);
}

/// The same of W·diag(d)⁻¹ with d the norms of W's columns: the cosines between them.
Interval orthogonality_defect(const Columns<Interval>& w, const Vector& d) {
  Interval sum = 0;
  for (std::size_t i = 0; i < w.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) sum += 2 * square(dot(w[i], w[j]) / (d[i] * d[j]));
  return sqrt(sum);
}

void require_below_one(const Interval& defect) {
  if (!(defect < 1).certainly()) throw Undecided{"the singular vectors are not orthogonal enough"};
}

/// The singular values of the matrix with these rows, at least as many as columns, in descending order.
///
/// With any V and W = AV, the columns of W split into N, whose norms are well above rounding, and the rest R:
///     σᵢ(N) = dᵢ·√(1 ± α)         Ostrowski; d the norms of N in descending order, α their orthogonality defect
///     σᵢ(W) = σᵢ([N 0]) ± ‖R‖_F   Weyl
///     σᵢ(A) = σᵢ(W)/√(1 ± β)      Ostrowski; β the orthogonality defect of V
Vector singular_values(const Columns<Interval>& rows, std::size_t n) {
  Columns<Real> middle(n);
  for (std::size_t j = 0; j < n; ++j)
    for (const Vector& row : rows) middle[j].push_back(row[j].middle());
  Columns<Interval> v, w(n);
  for (const auto& column : right_singular_vectors(middle)) {
    v.emplace_back();
    for (const Real& x : column) v.back().push_back(Interval::point(x));
  }
  Vector norms;
  for (std::size_t j = 0; j < n; ++j) {
    for (const Vector& row : rows) w[j].push_back(dot(row, v[j]));
    norms.push_back(norm(w[j]));
  }

  const Interval noise = (power_of_two(-Precision::bits() / 2) * norm(norms)).magnitude();
  Columns<Interval> large;
  Vector d, rest;
  for (std::size_t j = 0; j < n; ++j)
    if ((norms[j] > noise).certainly()) large.push_back(std::move(w[j])), d.push_back(norms[j]);
    else rest.push_back(norms[j]);

  const Interval alpha = orthogonality_defect(large, d).magnitude(), beta = orthogonality_defect(v).magnitude();
  require_below_one(alpha);
  require_below_one(beta);
  const Interval remainder = norm(rest).magnitude();

  Vector low, high;
  for (const Interval& x : d) low.push_back(x.mignitude()), high.push_back(x.magnitude());
  for (Vector* bounds : {&low, &high}) {
    std::sort(bounds->begin(), bounds->end(), [](const Interval& a, const Interval& b) { return (a > b).certainly(); });
    bounds->resize(n, Interval(0));
  }
  Vector sigma;
  for (std::size_t i = 0; i < n; ++i) {
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
  Columns<Interval> rows(std::max(m, n), Vector(k));  // of A, or of Aᵀ where A has more columns than rows
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < n; ++j) (m >= n ? rows[i][j] : rows[j][i]) = in.a(i, j);

  Vector sigma = singular_values(rows, k);
  // No enclosure says that a value is 0: the rank does.
  if (std::any_of(sigma.begin(), sigma.end(), [](const Interval& x) { return x.contains_zero(); }))
    if (const auto rank = exact_rank(in.a)) std::fill(sigma.begin() + *rank, sigma.end(), Interval(0));
  return Svdvals::Out<Interval>{Tensor<Interval>({static_cast<std::int64_t>(k)}, std::move(sigma))};
};

}  // namespace etalon::reference::linalg
