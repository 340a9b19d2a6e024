#include "reference/contract/linalg/lstsq_min_norm.hpp"

#include <algorithm>

#include "fast/backend/lapack.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::LstsqMinNorm;

/// LAPACK's gelsd: divide and conquer, without forming A⁺.
template <>
const Fast<LstsqMinNorm> Wings<LstsqMinNorm>::fast = []<class T>(const LstsqMinNorm::In<T>& in) -> Result<LstsqMinNorm::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], p = in.b.shape[1], rows = std::max(m, n);
  LstsqMinNorm::Out<T> out{Tensor<T>({n, p})};
  if (m == 0 || n == 0 || p == 0) return out;
  Storage<T> a(in.a.size()), b(rows * p), sigma(std::min(m, n));  // by columns; gelsd leaves X in the first n rows of B
  for (std::int64_t i = 0; i < m; ++i) {
    for (std::int64_t j = 0; j < n; ++j) a[j * m + i] = in.a(i, j);
    for (std::int64_t j = 0; j < p; ++j) b[j * rows + i] = in.b(i, j);
  }
  if (lapack::gelsd(static_cast<int>(m), static_cast<int>(n), static_cast<int>(p), a.data(), b.data(), sigma.data(), in.rcond) != 0)
    return Failure{"", "LAPACK's iterations did not converge"};
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < p; ++j) out.x(i, j) = b[j * rows + i];
  return out;
};

}  // namespace etalon
