#include "reference/contract/linalg/lstsq_min_norm.hpp"

#include <algorithm>
#include <cmath>

#include "fast/backend/lapack.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::LstsqMinNorm;

/// LAPACK's gelsd: divide and conquer, without forming A⁺.
template <>
const Fast<LstsqMinNorm> Wings<LstsqMinNorm>::fast = []<class T>(const LstsqMinNorm::In<T>& in) -> Result<LstsqMinNorm::Out<T>> {
  if (!(in.rcond >= 0 && in.rcond < 1)) return domain("C2", "rcond lies outside [0, 1)");
  for (const Tensor<T>* given : {&in.a, &in.b})
    for (const T x : *given)
      if (!std::isfinite(x)) return domain("C1", "A or B has an entry that is not finite");

  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], p = in.b.shape[1], rows = std::max(m, n);
  LstsqMinNorm::Out<T> out{Tensor<T>({n, p})};
  if (m == 0 || n == 0 || p == 0) return out;
  std::vector<T> a(in.a.size()), b(rows * p), sigma(std::min(m, n));  // by columns; gelsd leaves X in the first n rows of B
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
