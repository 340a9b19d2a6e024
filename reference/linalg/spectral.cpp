#include "reference/linalg/spectral.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "reference/linalg/elimination.hpp"
#include "reference/linalg/jacobi.hpp"
#include "reference/scale/eigh.hpp"
#include "reference/scale/product.hpp"

namespace etalon::reference::linalg {
namespace {

constexpr std::size_t largest_decided = 32;  // multiplicities: beyond, the exact elimination takes too long
constexpr std::int64_t most_bits = 1 << 14;
constexpr std::size_t smallest_refined = 24;  // above, LAPACK's vectors refined over exact products are there sooner than Jacobi's

/// Orthonormal to within rounding, in any order: the right singular vectors of A + σI, σ ≥ 2‖A‖, which is positive definite,
/// so that they are A's eigenvectors, and of condition 3.
Tensor<Real> approximate_eigenvectors(const Tensor<Interval>& a) {
  const std::int64_t n = a.shape[0];
  if (static_cast<std::size_t>(n) >= smallest_refined)
    if (auto refined = scale::eigenvectors(map(a, [](const Interval& x) { return middle(x); }))) return *std::move(refined);
  const Interval size = norm(a.data);
  Interval shift = 1;
  if (!size.is_zero()) shift = power_of_two(mpfr_get_exp(&size.data()->right) + 1);
  Columns<Real> shifted(n, std::vector<Real>(n));
  for (std::int64_t j = 0; j < n; ++j)
    for (std::int64_t i = 0; i < n; ++i) shifted[j][i] = middle(i == j ? a(i, j) + shift : a(i, j));
  const Columns<Real> columns = right_singular_vectors(shifted);
  Tensor<Real> q(a.shape);
  for (std::int64_t j = 0; j < n; ++j)
    for (std::int64_t i = 0; i < n; ++i) q(i, j) = columns[j][i];
  return q;
}

scale::Eigensystem proved(const Tensor<Interval>& a) { return scale::proved_eigensystem(a, approximate_eigenvectors(a)); }

/// No enclosure says that a value is 0: the rank does.
Vector with_zeros(const Tensor<Interval>& a, Vector lambda) {
  const auto may_be_zero = std::count_if(lambda.begin(), lambda.end(), [](const Interval& x) { return x.contains_zero(); });
  if (may_be_zero > 0)
    if (const auto rank = exact_rank(a); rank && *rank + may_be_zero == static_cast<std::int64_t>(lambda.size()))
      for (Interval& x : lambda)
        if (x.contains_zero()) x = 0;
  return lambda;
}

/// The number of distinct eigenvalues is the rank of the Hankel matrix of the power sums tr A^(i+j) (Hermite 1856). The
/// entries are b-bit integers times a power of two, so those of Aᵏ have at most k(b + log₂ n) bits.
std::optional<std::int64_t> distinct_eigenvalues(const Tensor<Interval>& a) {
  const std::int64_t n = a.shape[0];
  mpfr_exp_t top = mpfr_get_emin(), bottom = mpfr_get_emax();
  for (const Interval& x : a) {
    if (!x.is_point()) return std::nullopt;
    mpfr_srcptr value = &x.data()->left;
    if (mpfr_zero_p(value)) continue;
    top = std::max(top, mpfr_get_exp(value));
    bottom = std::min(bottom, mpfr_get_exp(value) - static_cast<mpfr_exp_t>(mpfr_min_prec(value)));
  }
  if (top < bottom) return n > 0;  // A = 0
  const double growth = static_cast<double>(top - bottom) + std::log2(static_cast<double>(n));
  const double bits = 64 + 2 * static_cast<double>(n) * growth;
  if (bits > static_cast<double>(most_bits)) return std::nullopt;
  Precision guard(static_cast<int>(bits));

  std::vector<Tensor<Interval>> power{Tensor<Interval>({n, n})};
  for (std::int64_t i = 0; i < n; ++i) power[0](i, i) = 1;
  for (std::int64_t k = 1; k < n; ++k) {
    Tensor<Interval> next({n, n});
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < n; ++j)
        for (std::int64_t l = 0; l < n; ++l) next(i, j) += power.back()(i, l) * a(l, j);
    power.push_back(std::move(next));
  }
  Tensor<Interval> hankel({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) hankel(i, j) = i > 0 && j + 1 < n ? hankel(i - 1, j + 1) : dot(power[i].data, power[j].data);
  return exact_rank(hankel);
}

/// The pivot is the first entry of the diagonal above 1/e of the largest: algebraic numbers never tie there.
std::size_t first_large(const Vector& diagonal) {
  double largest = 0;
  for (const Interval& x : diagonal) largest = std::max(largest, x.collapse().upper_double());
  std::size_t pivot = 0;
  while (pivot + 1 < diagonal.size() && !(diagonal[pivot].collapse().upper_double() >= std::exp(-1.0) * largest)) ++pivot;
  return pivot;
}

/// ±w: orthonormal_basis of the line that the unit vector w spans.
Vector with_positive_pivot(Vector w) {
  Vector diagonal;
  for (const Interval& x : w) diagonal.push_back(square(x));
  const Interval& entry = w[first_large(diagonal)];
  if (entry.contains_zero()) throw Undecided{"a basis of a subspace"};
  if ((entry < 0).certainly())
    for (Interval& x : w) x = -x;
  return w;
}

/// The clusters that were told apart, and whether each is one eigenvalue.
std::vector<Eigenspace> eigenspaces(const Tensor<Interval>& a, const std::vector<scale::Cluster>& clusters, const Vector& lambda,
                                    const std::function<std::optional<std::int64_t>()>& distinct) {
  std::vector<Eigenspace> spaces;
  const std::size_t n = lambda.size();
  for (const scale::Cluster& cluster : clusters) spaces.push_back({static_cast<std::size_t>(cluster.first), static_cast<std::size_t>(cluster.last), true});
  const auto known = [&](const Eigenspace& s) { return s.last == s.first + 1 || (lambda[s.first].is_zero() && lambda[s.last - 1].is_zero()); };
  if (std::all_of(spaces.begin(), spaces.end(), known)) return spaces;
  if (n > largest_decided) {
    for (Eigenspace& s : spaces) s.one_value = known(s);
    return spaces;
  }
  if ((distinct ? distinct() : distinct_eigenvalues(a)) != static_cast<std::int64_t>(spaces.size())) throw Undecided{"eigenvalues that are not told apart"};
  return spaces;
}

}  // namespace

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

Vector eigenvalues(const Tensor<Interval>& a) { return with_zeros(a, proved(a).values); }

Spectrum spectrum(const Tensor<Interval>& a, const std::function<std::optional<std::int64_t>()>& distinct) {
  const std::size_t n = a.shape[0];
  const scale::Eigensystem found = proved(a);
  Spectrum result{with_zeros(a, found.values), {}, {}};
  result.spaces = eigenspaces(a, found.clusters, result.lambda, distinct);
  for (std::size_t c = 0; c < result.spaces.size(); ++c) {
    const Eigenspace& space = result.spaces[c];
    const Interval off = Interval::hull(-found.vector_error[c], found.vector_error[c]);
    Columns<Interval> w;
    for (std::size_t k = space.first; k < space.last; ++k) {
      w.emplace_back();
      for (std::size_t i = 0; i < n; ++i) w.back().push_back(point(found.vectors(i, k)) + off);
    }
    if (w.size() == 1) {  // of a line, P = wwᵀ gives w itself, up to the sign
      result.q.push_back(with_positive_pivot(std::move(w[0])));
      continue;
    }
    for (Vector& column : orthonormal_basis(n, w.size(), [&](std::size_t j) {
           Vector projected(n, Interval(0));
           for (const Vector& vector : w)
             for (std::size_t i = 0; i < n; ++i) projected[i] += vector[j] * vector[i];
           return projected;
         }))
      result.q.push_back(std::move(column));
  }
  return result;
}

Tensor<Interval> projector(const Spectrum& s, std::size_t first, std::size_t last) {
  const std::size_t n = s.lambda.size();
  Tensor<Interval> p({static_cast<std::int64_t>(n), static_cast<std::int64_t>(n)});
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      Interval sum = 0;
      for (std::size_t k = first; k < last; ++k) sum += s.q[k][i] * s.q[k][j];
      p(i, j) = p(j, i) = sum;
    }
  return p;
}

Columns<Interval> orthonormal_basis(std::size_t n, std::size_t dimension, const std::function<Vector(std::size_t)>& column_of_projector) {
  Columns<Interval> w;
  if (dimension == 0) return w;
  Columns<Interval> p;
  Vector diagonal;
  std::vector<std::size_t> pivots;
  for (std::size_t j = 0; j < n; ++j) p.push_back(column_of_projector(j)), diagonal.push_back(p[j][j]);
  while (w.size() < dimension) {
    const std::size_t pivot = first_large(diagonal);
    Vector column = p[pivot];
    for (const Vector& before : w)
      for (std::size_t i = 0; i < n; ++i) column[i] -= before[pivot] * before[i];
    const Interval root = sqrt(column[pivot]);
    if (!(root > 0).certainly()) throw Undecided{"a basis of a subspace"};
    for (std::size_t i = 0; i < n; ++i) {
      column[i] /= root;
      diagonal[i] -= square(column[i]);
    }
    for (const std::size_t earlier : pivots) column[earlier] = 0;  // eliminated
    pivots.push_back(pivot);
    w.push_back(std::move(column));
  }
  return w;
}

}  // namespace etalon::reference::linalg
