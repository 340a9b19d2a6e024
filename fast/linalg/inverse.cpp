#include "reference/contract/linalg/inverse.hpp"

#include "fast/linalg/columns.hpp"
#include "fast/linalg/gauss.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Inverse;

/// LAPACK's getrf and getri.
template <>
const Fast<Inverse> Wings<Inverse>::fast = []<class T>(const Inverse::In<T>& in) -> Result<Inverse::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  auto [x, swaps] = factor(in.a);
  if (has_zero_pivot(n, x)) return domain("C2", "the matrix is singular");
  if (n > 0) lapack::getri(static_cast<int>(n), x.data(), swaps.data());
  return Inverse::Out<T>{from_columns(std::move(x), n, n)};
};

}  // namespace etalon
