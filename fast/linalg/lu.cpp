#include "fast/linalg/lu.hpp"

#include <numeric>
#include <utility>

#include "fast/linalg/columns.hpp"
#include "fast/linalg/gauss.hpp"

namespace etalon::fast::linalg {
using contract::linalg::Lu;

const Fast<Lu> lu = []<class T>(const Lu::In<T>& in) -> Result<Lu::Out<T>> {
  if (!all_finite(in.a)) return domain("C1", "the matrix has an entry that is not finite");
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n);
  auto both = columns(in.a);  // L below the diagonal, U on and above it
  const auto swaps = factor(m, n, both);

  Lu::Out<T> out{Tensor<std::int64_t>({m}), Tensor<T>({m, k}), Tensor<T>({k, n})};
  std::iota(out.p.begin(), out.p.end(), 0);
  for (std::int64_t i = 0; i < k; ++i) std::swap(out.p[i], out.p[swaps[i] - 1]);
  for (std::int64_t j = 0; j < n; ++j)
    for (std::int64_t i = 0; i < m; ++i)
      if (i <= j && i < k) out.u(i, j) = both[j * m + i];
      else if (j < k) out.l(i, j) = both[j * m + i];
  for (std::int64_t i = 0; i < k; ++i) out.l(i, i) = 1;
  return out;
};

}  // namespace etalon::fast::linalg
