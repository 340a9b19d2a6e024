#include "reference/contract/linalg/lu_solve.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::LuSolve;
using contract::linalg::LuSolveVjp;

/// Elimination and substitution by the book; singular is proved, not suspected.
template <>
const Reference<LuSolve> Wings<LuSolve>::reference = []<class T>(const LuSolve::In<T>& in) -> Result<LuSolve::Out<T>> {
  const Elimination<T> f = eliminate(in.a);
  if (is_singular(f)) return domain("C2", "the matrix is singular");
  return LuSolve::Out<T>{solve(f, in.b), largest_entry(f.u)};
};

/// B̄ with AᵀB̄ = X̄, and −B̄Xᵀ, from A·dX = dB − dA·X.
template <>
const Reference<LuSolveVjp> Wings<LuSolveVjp>::reference = []<class T>(const LuSolveVjp::In<T>& in) -> Result<LuSolveVjp::Out<T>> {
  const Elimination<T> f = eliminate(in.a);
  if (is_singular(f)) return domain("C2", "the matrix is singular");
  const Tensor<T> grad_b = solve_transposed(f, in.cotangent.x);
  return LuSolveVjp::Out<T>{negated(product(grad_b, transposed(solve(f, in.b)))), grad_b};
};

}  // namespace etalon
