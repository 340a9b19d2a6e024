#include "reference/contract/linalg/lu_solve.hpp"

#include "fast/linalg/columns.hpp"
#include "fast/linalg/gauss.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::LuSolve;

/// LAPACK's getrf and getrs.
template <>
const Fast<LuSolve> Wings<LuSolve>::fast = []<class T>(const LuSolve::In<T>& in) -> Result<LuSolve::Out<T>> {
  const std::int64_t n = in.a.shape[0], sides = in.b.shape[1];
  const auto [factors, swaps] = factor(in.a);
  if (has_zero_pivot(n, factors)) return domain("C2", "the matrix is singular");
  auto x = columns(in.b);
  lapack::getrs(static_cast<int>(n), static_cast<int>(sides), factors.data(), swaps.data(), x.data());
  return LuSolve::Out<T>{from_columns(std::move(x), n, sides)};
};

}  // namespace etalon
