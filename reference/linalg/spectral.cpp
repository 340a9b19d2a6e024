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

/// D and Q̃ with A = U(D + Ê)Uᵀ for the orthogonal U nearest to Q̃, ‖Ê‖_F ≤ ε and ‖Q̃ᵀQ̃ − I‖_F ≤ β.
struct Diagonalized {
  Columns<Interval> q;  ///< points
  Vector d;             ///< points, ascending
  Interval epsilon, beta;
};

/// Orthonormal to within rounding, in any order: the right singular vectors of A + σI, σ ≥ 2‖A‖, which is positive definite,
/// so that they are A's eigenvectors, and of condition 3.
Columns<Real> approximate_eigenvectors(const Tensor<Interval>& a) {
  const std::size_t n = a.shape[0];
  if (n >= smallest_refined)
    if (const auto refined = scale::eigenvectors(map(a, [](const Interval& x) { return middle(x); }))) {
      Columns<Real> columns(n);
      for (std::size_t j = 0; j < n; ++j)
        for (std::size_t i = 0; i < n; ++i) columns[j].push_back((*refined)(i, j));
      return columns;
    }
  const Interval size = norm(a.data);
  Interval shift = 1;
  if (!size.is_zero()) shift = power_of_two(mpfr_get_exp(&size.data()->right) + 1);
  Columns<Real> shifted(n, std::vector<Real>(n));
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t i = 0; i < n; ++i) shifted[j][i] = middle(i == j ? a(i, j) + shift : a(i, j));
  return right_singular_vectors(shifted);
}

/// Q̃ = UH, H = √(Q̃ᵀQ̃), has H⁻¹ = I + K with ‖K‖ ≤ 1/√(1 − β) − 1 ≤ β ≤ ½. With Q̃ᵀAQ̃ = D + E
///     UᵀAU = H⁻¹(D + E)H⁻¹ = D + Ê,  ‖Ê‖_F ≤ (2β + β²)‖D‖_F + (1 + β)²‖E‖_F.
Diagonalized diagonalize(const Tensor<Interval>& a) {
  const auto approximate = approximate_eigenvectors(a);
  const std::size_t n = approximate.size();
  const auto order_of_a = static_cast<std::int64_t>(n);
  Tensor<Interval> matrix({order_of_a, order_of_a});
  for (std::int64_t j = 0; j < order_of_a; ++j)
    for (std::int64_t i = 0; i < order_of_a; ++i) matrix(i, j) = point(approximate[j][i]);
  const Tensor<Interval> gram = scale::gram(matrix), projected = scale::multiply(scale::transposed(matrix), scale::multiply(a, matrix));
  Vector d(n);
  Interval e = 0, defect = 0;
  for (std::int64_t j = 0; j < order_of_a; ++j) {
    d[j] = projected(j, j).collapse();
    for (std::int64_t i = 0; i < order_of_a; ++i) {
      e += square(i == j ? projected(j, j) - d[j] : projected(i, j));
      defect += square(i == j ? gram(j, j) - 1 : gram(i, j));
    }
  }
  const Interval beta = sqrt(defect).magnitude();
  if (!(2 * beta <= 1).certainly()) throw Undecided{"the approximate eigenvectors are not orthogonal enough"};
  const Interval epsilon = (beta * (2 + beta) * norm(d) + square(1 + beta) * sqrt(e)).magnitude();

  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return (d[i] < d[j]).certainly(); });
  Diagonalized sorted{{}, {}, epsilon, beta};
  for (const std::size_t j : order) {
    sorted.d.push_back(d[j]);
    sorted.q.emplace_back();
    for (std::size_t i = 0; i < n; ++i) sorted.q.back().push_back(matrix(i, j));
  }
  return sorted;
}

Interval within(const Interval& x, const Interval& radius) { return Interval::between(x - radius, x + radius); }

/// Weyl: λᵢ = dᵢ ± ε. No enclosure says that a value is 0: the rank does.
Vector eigenvalues(const Tensor<Interval>& a, const Diagonalized& found) {
  Vector lambda;
  for (const Interval& d : found.d) lambda.push_back(within(d, found.epsilon));
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

/// Places whose eigenvalues are certainly different, far enough for the vectors to mean something.
std::vector<Eigenspace> eigenspaces(const Tensor<Interval>& a, const Diagonalized& found, const Vector& lambda,
                                    const std::function<std::optional<std::int64_t>()>& distinct) {
  std::vector<Eigenspace> spaces;
  const std::size_t n = lambda.size();
  for (std::size_t i = 0; i < n; ++i)
    if (i == 0 || (found.d[i] - found.d[i - 1] > 16 * found.epsilon).certainly()) spaces.push_back({i, i + 1, true});
    else spaces.back().last = i + 1;
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

Vector eigenvalues(const Tensor<Interval>& a) { return eigenvalues(a, diagonalize(a)); }

/// Davis and Kahan: the invariant subspaces of D + Ê and of D for the same places have ‖sin Θ‖_F ≤ ε/δ, δ the gap between the
/// d's inside and the λ's outside. Bases of the two that are aligned differ by 2 sin(Θ/2) ≤ √2 sin Θ; U from Q̃ by ‖H − I‖ ≤ β.
Spectrum spectrum(const Tensor<Interval>& a, const std::function<std::optional<std::int64_t>()>& distinct) {
  const std::size_t n = a.shape[0];
  const Diagonalized found = diagonalize(a);
  Spectrum result{eigenvalues(a, found), {}, {}};
  result.spaces = eigenspaces(a, found, result.lambda, distinct);
  for (const Eigenspace& space : result.spaces) {
    Interval sine = 0;
    for (const std::size_t edge : {space.first, space.last})
      if (edge > 0 && edge < n) sine = max(sine, found.epsilon / (found.d[edge] - found.d[edge - 1] - found.epsilon));
    const Interval radius = (Interval(3) / 2 * sine + found.beta).magnitude();
    Columns<Interval> w;
    for (std::size_t k = space.first; k < space.last; ++k) {
      w.emplace_back();
      for (const Interval& x : found.q[k]) w.back().push_back(within(x, radius));
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
