#include "reference/contract/linalg/qr_pivoted.hpp"

#include <numeric>

#include "fast/linalg/columns.hpp"
#include "fast/linalg/reflections.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::QrPivoted;

/// LAPACK's geqp3 and orgqr.
template <>
const Fast<QrPivoted> Wings<QrPivoted>::fast = []<class T>(const QrPivoted::In<T>& in) -> Result<QrPivoted::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n);
  auto both = columns(in.a);
  Storage<T> tau(k);
  std::vector<int> permutation(n);
  std::iota(permutation.begin(), permutation.end(), 1);
  if (k > 0) lapack::geqp3(static_cast<int>(m), static_cast<int>(n), both.data(), permutation.data(), tau.data());
  QrPivoted::Out<T> out{from_columns(orthonormal(m, k, k, both, tau), m, k), upper_triangle(k, m, n, both), Tensor<std::int64_t>({n})};
  for (std::int64_t j = 0; j < n; ++j) out.p[j] = permutation[j] - 1;
  return out;
};

}  // namespace etalon
