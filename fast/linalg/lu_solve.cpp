#include "reference/contract/linalg/lu_solve.hpp"

#include "fast/linalg/columns.hpp"
#include "fast/linalg/gauss.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::LuSolve;
using contract::linalg::LuSolveVjp;

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

/// Both systems by the same factors of LAPACK's getrf.
template <>
const Fast<LuSolveVjp> Wings<LuSolveVjp>::fast = []<class T>(const LuSolveVjp::In<T>& in) -> Result<LuSolveVjp::Out<T>> {
  const std::int64_t n = in.a.shape[0], sides = in.b.shape[1];
  const Factors<T> factors = factor(in.a);
  if (has_zero_pivot(n, factors.entries)) return domain("C2", "the matrix is singular");
  Storage<T> x = columns(in.b), grad_b = columns(in.cotangent.x);
  lapack::getrs(static_cast<int>(n), static_cast<int>(sides), factors.entries.data(), factors.swaps.data(), x.data());
  if (n > 0) solve_transposed(n, factors, grad_b);
  LuSolveVjp::Out<T> out{Tensor<T>({n, n}), from_columns(grad_b, n, sides)};
  for (std::int64_t side = 0; side < sides; ++side)
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < n; ++j) out.grad_a(i, j) -= grad_b[side * n + i] * x[side * n + j];
  return out;
};

}  // namespace etalon
