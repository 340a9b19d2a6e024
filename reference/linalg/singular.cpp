#include "reference/linalg/singular.hpp"

#include <algorithm>

namespace etalon::reference::linalg {
namespace {

/// Adds orthonormal columns until there are `size`: the first of the basis of the orthogonal complement.
void complete(Columns<Interval>& u, std::size_t length, std::size_t size) {
  if (u.size() >= size) return;
  const Columns<Interval> given = u;
  const auto complement = [&](std::size_t j) {
    Vector column(length, Interval(0));
    column[j] = 1;
    for (const Vector& x : given)
      for (std::size_t i = 0; i < length; ++i) column[i] -= x[j] * x[i];
    return column;
  };
  for (Vector& x : orthonormal_basis(length, size - given.size(), complement)) u.push_back(std::move(x));
}

/// For at least as many rows as columns.
SingularSystem of_tall(const Columns<Interval>& columns, std::size_t m, std::size_t left) {
  const std::size_t n = columns.size();
  Tensor<Interval> gram({static_cast<std::int64_t>(n), static_cast<std::int64_t>(n)});
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) gram(i, j) = gram(j, i) = dot(columns[i], columns[j]);
  Spectrum found = spectrum(gram);
  for (const Eigenspace& space : found.spaces)
    if (!space.one_value) throw Undecided{"singular values that are not told apart"};

  SingularSystem result{{}, 0, {}, {}};
  for (std::size_t i = n; i-- > 0;) {
    const Interval& lambda = found.lambda[i];
    if (!lambda.is_zero() && !(lambda > 0).certainly()) throw Undecided{"a singular value that may be 0"};
    result.sigma.push_back(sqrt(lambda));
    result.v.push_back(std::move(found.q[i]));
    if (lambda.is_zero()) continue;
    ++result.rank;
    Vector u(m, Interval(0));
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t r = 0; r < m; ++r) u[r] += columns[j][r] * result.v.back()[j];
    for (Interval& x : u) x /= result.sigma.back();
    result.u.push_back(std::move(u));
  }
  complete(result.u, m, left);
  return result;
}

}  // namespace

SingularSystem singular_system(const Tensor<Interval>& a, std::size_t left, std::size_t right) {
  const std::size_t m = a.shape[0], n = a.shape[1], k = std::min(m, n);
  Columns<Interval> columns(k, Vector(std::max(m, n)));  // of A, or of Aᵀ where that has fewer
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < n; ++j) (m >= n ? columns[j][i] : columns[i][j]) = a(i, j);
  if (m >= n) return of_tall(columns, m, left);
  SingularSystem transposed = of_tall(columns, n, right);
  std::swap(transposed.u, transposed.v);
  return transposed;
}

bool is_simple(const SingularSystem& system, std::size_t i) {
  const Vector& sigma = system.sigma;
  return i < system.rank && (i == 0 || (sigma[i - 1] > sigma[i]).certainly()) && (i + 1 == sigma.size() || (sigma[i] > sigma[i + 1]).certainly());
}

Tensor<Interval> pseudoinverse(const Tensor<Interval>& a, const Interval& rcond) {
  const std::int64_t m = a.shape[0], n = a.shape[1], k = std::min(m, n);
  const SingularSystem found = singular_system(a, k, k);
  Tensor<Interval> x({n, m});
  for (std::size_t l = 0; l < found.rank; ++l) {
    if (!rcond.is_zero() && !(found.sigma[l] > rcond * found.sigma[0])) break;
    for (std::int64_t i = 0; i < n; ++i) {
      const Interval weighted = found.v[l][i] / found.sigma[l];
      for (std::int64_t j = 0; j < m; ++j) x(i, j) += weighted * found.u[l][j];
    }
  }
  return x;
}

}  // namespace etalon::reference::linalg
