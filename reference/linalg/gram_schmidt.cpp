#include "reference/linalg/gram_schmidt.hpp"

#include <algorithm>
#include <vector>

#include "reference/linalg/elimination.hpp"
#include "reference/linalg/spectral.hpp"

namespace etalon::reference::linalg {
namespace {

constexpr std::size_t always_exact = 12;  // to this order, a proof of dependence costs next to nothing

/// x ← x − cy
void subtract(Vector& x, const Interval& c, const Vector& y) {
  Interval product;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mpfi_mul(product.data(), c.data(), y[i].data());
    mpfi_sub(x[i].data(), x[i].data(), product.data());
  }
}

/// Σ xᵢ²
Interval square_norm(const Vector& x) {
  Interval sum = 0;
  for (const Interval& entry : x) sum += square(entry);
  return sum;
}

/// Does v, of which this much is left, depend on the vectors of the basis, which are independent? Rank decides where the
/// remainder does not.
bool depends(const Vector& v, const Interval& left, const std::vector<Vector>& basis) {
  if ((left > 0).certainly()) return false;
  if (std::all_of(v.begin(), v.end(), [](const Interval& x) { return x.is_zero(); })) return true;
  if (basis.size() >= always_exact && Precision::bits() <= 512) throw Undecided{"a column may depend on others"};
  Tensor<Interval> together({static_cast<std::int64_t>(basis.size() + 1), static_cast<std::int64_t>(v.size())});
  for (std::size_t i = 0; i < v.size(); ++i) {
    for (std::size_t k = 0; k < basis.size(); ++k) together(k, i) = basis[k][i];
    together(basis.size(), i) = v[i];
  }
  if (exact_rank(together) != static_cast<std::int64_t>(basis.size())) throw Undecided{"a column may depend on others"};
  return true;
}

}  // namespace

Orthogonal gram_schmidt(const Tensor<Interval>& a, std::int64_t width) {
  const std::int64_t m = a.shape[0], n = a.shape[1];
  std::vector<Vector> q, basis;           // in the order in which they were found
  std::vector<std::int64_t> place;        // in Q
  std::vector<bool> taken(width, false);
  Orthogonal out{Tensor<Interval>({m, width}), Tensor<Interval>({width, n})};
  for (Interval& x : out.r) x = 0;

  for (std::int64_t j = 0; j < n + m; ++j) {
    const bool of_a = j < n;
    if (!of_a && static_cast<std::int64_t>(q.size()) == width) break;
    Vector given(m), rest(m);
    for (std::int64_t i = 0; i < m; ++i) {
      given[i] = of_a ? a(i, j) : Interval(i == j - n ? 1 : 0);
      rest[i] = given[i] + 0;  // at the precision of the guard
    }
    for (std::size_t k = 0; k < q.size(); ++k) {
      const Interval along = dot(q[k], rest);
      if (of_a) out.r(place[k], j) = along;
      subtract(rest, along, q[k]);
    }
    if (static_cast<std::int64_t>(q.size()) == m) continue;
    const Interval left = square_norm(rest);
    if (depends(given, left, basis)) continue;
    const Interval norm = sqrt(left);
    std::int64_t at = j;
    if (j >= std::min(n, width))
      for (at = 0; taken[at];) ++at;  // the first place that is free
    taken[at] = true;
    if (of_a) out.r(at, j) = norm;
    for (Interval& x : rest) x /= norm;
    q.push_back(std::move(rest));
    basis.push_back(std::move(given));
    place.push_back(at);
  }
  for (std::size_t k = 0; k < q.size(); ++k)
    for (std::int64_t i = 0; i < m; ++i) out.q(i, place[k]) = q[k][i];
  return out;
}

}  // namespace etalon::reference::linalg
