#include "reference/contract/linalg/qr_pivoted.hpp"

#include <numeric>

#include "reference/linalg/gram_schmidt.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::QrPivoted;

namespace {

/// Bareiss' elimination of AᵀA with the largest of the diagonal as the pivot, the first among equals: every entry is a
/// minor, so that equal norms and norms of 0 are decided at enough bits.
std::vector<std::int64_t> order_of_columns(const Tensor<Interval>& a) {
  const std::int64_t m = a.shape[0], n = a.shape[1];
  Tensor<Interval> gram({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      Interval sum = 0;
      for (std::int64_t k = 0; k < m; ++k) sum += a(k, i) * a(k, j);
      gram(i, j) = gram(j, i) = sum;
    }
  std::vector<std::int64_t> p(n);
  std::iota(p.begin(), p.end(), 0);
  Interval previous = 1;
  for (std::int64_t k = 0; k < std::min(m, n); ++k) {
    std::int64_t pivot = k;
    for (std::int64_t j = k + 1; j < n; ++j)
      if (gram(j, j) > gram(pivot, pivot)) pivot = j;
    if (gram(pivot, pivot).is_zero()) break;  // nothing is left of any
    if (!(gram(pivot, pivot) > 0)) throw Undecided{"the norm of a column may be zero"};
    std::swap(p[k], p[pivot]);
    for (std::int64_t j = 0; j < n; ++j) std::swap(gram(k, j), gram(pivot, j));
    for (std::int64_t i = 0; i < n; ++i) std::swap(gram(i, k), gram(i, pivot));
    for (std::int64_t i = k + 1; i < n; ++i)
      for (std::int64_t j = k + 1; j <= i; ++j)
        gram(i, j) = gram(j, i) = (gram(k, k) * gram(i, j) - gram(i, k) * gram(k, j)) / previous;
    previous = gram(k, k);
  }
  return p;
}

}  // namespace

/// The order of the columns by elimination of AᵀA, whose diagonal is what is left of the squares of their norms; then Gram
/// and Schmidt.
template <>
const Reference<QrPivoted> Wings<QrPivoted>::reference = [](const QrPivoted::In<Interval>& in) -> Result<QrPivoted::Out<Interval>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
  std::vector<std::int64_t> p = order_of_columns(in.a);
  Tensor<Interval> ap({m, n});
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) ap(i, j) = in.a(i, p[j]);
  Orthogonal f = gram_schmidt(ap, std::min(m, n));
  return QrPivoted::Out<Interval>{std::move(f.q), std::move(f.r), Tensor<std::int64_t>({n}, std::move(p))};
};

}  // namespace etalon
