#include "reference/contract/linalg/lu.hpp"

#include <numeric>
#include <utility>

#include "fast/linalg/columns.hpp"
#include "fast/linalg/gauss.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Lu;

/// LAPACK's getrf.
template <>
const Fast<Lu> Wings<Lu>::fast = []<class T>(const Lu::In<T>& in) -> Result<Lu::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n);
  auto [entries, swaps] = factor(in.a);
  const Tensor<T> both = from_columns(std::move(entries), m, n);

  Lu::Out<T> out{Tensor<std::int64_t>({m}), Tensor<T>({m, k}), Tensor<T>({k, n})};
  std::iota(out.p.begin(), out.p.end(), 0);
  for (std::int64_t i = 0; i < k; ++i) std::swap(out.p[i], out.p[swaps[i] - 1]);
  for (std::int64_t i = 0; i < m; ++i) {
    const auto row = both.begin() + i * n;
    std::copy(row, row + std::min(i, k), out.l.begin() + i * k);
    if (i >= k) continue;
    out.l(i, i) = 1;
    std::copy(row + i, row + n, out.u.begin() + i * n + i);
  }
  return out;
};

}  // namespace etalon
