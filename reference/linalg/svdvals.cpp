#include "reference/contract/linalg/svdvals.hpp"
#include "reference/linalg/svdvals.hpp"

#include <algorithm>

#include "reference/linalg/elimination.hpp"
#include "reference/linalg/jacobi.hpp"
#include "reference/linalg/lift.hpp"
#include "reference/linalg/singular.hpp"
#include "reference/number/numbers.hpp"
#include "reference/scale/product.hpp"
#include "reference/scale/view.hpp"

namespace etalon::reference::linalg {

namespace {

using Matrix = Tensor<Interval>;

/// ‖XᵀX − I‖_F for the product XᵀX of some of the columns with the given norms, once these are made 1.
Interval orthogonality_defect(const Matrix& product, const std::vector<std::int64_t>& columns, const Vector& norms) {
  Interval sum = 0;
  for (const std::int64_t i : columns)
    for (const std::int64_t j : columns)
      if (j < i) sum += 2 * square(product(i, j) / (norms[i] * norms[j]));
  return sqrt(sum);
}
Interval orthogonality_defect(const Matrix& product) {
  Interval sum = 0;
  for (std::int64_t i = 0; i < product.shape[0]; ++i)
    for (std::int64_t j = 0; j <= i; ++j) sum += i == j ? square(product(i, i) - 1) : 2 * square(product(i, j));
  return sqrt(sum);
}

/// XᵀX of the lower ends.
Matrix gram(const Matrix& x) { return scale::enclose_product(scale::view(x).transposed(), scale::view(x)); }

/// At least the norm of each column's upper less lower ends.
Vector widths_of_columns(const Matrix& x) {
  Vector widths;
  for (std::int64_t j = 0; j < x.shape[1]; ++j) {
    Interval widest = 0;
    for (std::int64_t i = 0; i < x.shape[0]; ++i) widest = max(widest, x(i, j).width());
    widths.push_back(widest * sqrt(Interval(x.shape[0])));
  }
  return widths;
}

void require_below_one(const Interval& defect) {
  if (!(defect < 1).certainly()) throw Undecided{"the singular vectors are not orthogonal enough"};
}

}  // namespace

Vector proved_singular_values(const Matrix& a, const Columns<Real>& approximate) {
  const std::int64_t n = a.shape[1];
  Matrix v({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) v(i, j) = point(approximate[j][i]);

  const Matrix w = scale::multiply(a, v), product = gram(w);
  const Vector widths = widths_of_columns(w);
  Vector norms;
  for (std::int64_t j = 0; j < n; ++j) norms.push_back(sqrt(product(j, j)));
  const Interval noise = (power_of_two(-Precision::bits() / 2) * norm(norms)).magnitude();
  std::vector<std::int64_t> large;
  Vector d, rest, rounding;
  for (std::int64_t j = 0; j < n; ++j)
    if ((norms[j] > max(noise, 4 * widths[j])).certainly()) large.push_back(j), d.push_back(norms[j]), rounding.push_back(widths[j] / norms[j]);
    else rest.push_back(norms[j] + widths[j]);

  const Interval alpha = orthogonality_defect(product, large, norms).magnitude(), beta = orthogonality_defect(gram(v)).magnitude();
  require_below_one(alpha);
  require_below_one(beta);
  const Interval delta = norm(rounding).magnitude(), remainder = norm(rest).magnitude();

  Vector low, high;
  for (const Interval& x : d) low.push_back(x.mignitude()), high.push_back(x.magnitude());
  for (Vector* bounds : {&low, &high}) {
    std::sort(bounds->begin(), bounds->end(), [](const Interval& x, const Interval& y) { return (x > y).certainly(); });
    bounds->resize(n, Interval(0));
  }
  Vector sigma;
  for (std::int64_t i = 0; i < n; ++i) {
    const Interval below = (low[i] * (sqrt(1 - alpha) - delta) - remainder) / sqrt(1 + beta);
    const Interval above = (high[i] * (sqrt(1 + alpha) + delta) + remainder) / sqrt(1 - beta);
    sigma.push_back(Interval::between(max(below, 0), above));
  }
  return sigma;
}

namespace {

/// Descending, min(m, n) of them.
Vector singular_values(const Matrix& given) {
  const Matrix a = given.shape[0] >= given.shape[1] ? given : scale::transposed(given);
  Columns<Real> columns(a.shape[1]);
  for (std::int64_t j = 0; j < a.shape[1]; ++j)
    for (std::int64_t i = 0; i < a.shape[0]; ++i) columns[j].push_back(middle(a(i, j)));
  Vector sigma = proved_singular_values(a, right_singular_vectors(columns));
  // No enclosure says that a value is 0: the rank does.
  if (std::any_of(sigma.begin(), sigma.end(), [](const Interval& x) { return x.contains_zero(); }))
    if (const auto rank = exact_rank(given)) std::fill(sigma.begin() + *rank, sigma.end(), Interval(0));
  return sigma;
}

}  // namespace

}  // namespace etalon::reference::linalg

namespace etalon {
using namespace reference;
using namespace reference::linalg;
using contract::linalg::Svdvals;
using contract::linalg::SvdvalsVjp;

/// Approximate singular vectors, by rotations where the matrix is small and refined from LAPACK's where it is not; then the
/// theorems of Ostrowski and Weyl prove the values. A simple value moves by dσ = uᵀ·dA·v; where some are equal or 0, there is a
/// kink, and u and v are any unit vectors.
template <>
const Reference<Svdvals> Wings<Svdvals>::reference = []<class T>(const Svdvals::In<T>& in) -> Result<Svdvals::Out<T>> {
  const Matrix a = values_of(in.a);
  const std::int64_t n = a.shape[1], k = std::min(a.shape[0], n);
  Vector sigma = singular_values(a);
  if constexpr (std::same_as<T, Interval>) {
    return Svdvals::Out<Interval>{Matrix({k}, std::move(sigma))};
  } else {
    const SingularSystem found = singular_system(a, k, k);
    Svdvals::Out<T> out{Tensor<T>({k})};
    for (std::int64_t l = 0; l < k; ++l)
      out.sigma[l] = lifted(T(sigma[l]), in.a, [&](std::size_t at) -> Interval {
        if (!is_simple(found, l)) return any_slope();
        return found.u[l][at / static_cast<std::size_t>(n)] * found.v[l][at % static_cast<std::size_t>(n)];
      });
    return out;
  }
};

/// Σ σ̄ᵢuᵢvᵢᵀ of the proved singular system.
template <>
const Reference<SvdvalsVjp> Wings<SvdvalsVjp>::reference = [](const SvdvalsVjp::In<Interval>& in) -> Result<SvdvalsVjp::Out<Interval>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n);
  if (in.cotangent.sigma.shape != Dimensions{k}) return domain("C0", "the cotangent of sigma has not the shape of sigma");
  const SingularSystem found = singular_system(in.a, k, k);
  SvdvalsVjp::Out<Interval> out{Matrix({m, n})};
  for (std::int64_t l = 0; l < k; ++l) {
    if (!is_simple(found, l)) return domain("C2", "a singular value is multiple, or 0");
    for (std::int64_t i = 0; i < m; ++i)
      for (std::int64_t j = 0; j < n; ++j) out.grad_a(i, j) += in.cotangent.sigma[l] * found.u[l][i] * found.v[l][j];
  }
  return out;
};

}  // namespace etalon
