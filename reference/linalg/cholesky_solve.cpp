#include "reference/contract/linalg/cholesky_solve.hpp"

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/linalg/triangular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Cholesky;
using contract::linalg::CholeskySolve;
using contract::linalg::CholeskySolveVjp;

/// L⁻ᵀL⁻¹B with the factor of linalg.cholesky.
template <>
const Reference<CholeskySolve> Wings<CholeskySolve>::reference = []<class T>(const CholeskySolve::In<T>& in) -> Result<CholeskySolve::Out<T>> {
  const auto factor = Wings<Cholesky>::reference(Cholesky::In<T>{in.a});  // its clause C2 is ours
  if (!factor) return factor.failure();
  return CholeskySolve::Out<T>{solve_lower_transposed(factor->l, solve_lower(factor->l, in.b))};
};

/// B̄ = A⁻¹X̄ and S = −B̄Xᵀ, folded onto the lower triangle.
template <>
const Reference<CholeskySolveVjp> Wings<CholeskySolveVjp>::reference =
    []<class T>(const CholeskySolveVjp::In<T>& in) -> Result<CholeskySolveVjp::Out<T>> {
  const auto factor = Wings<Cholesky>::reference(Cholesky::In<T>{in.a});
  if (!factor) return factor.failure();
  const auto solve = [&](const Tensor<T>& b) { return solve_lower_transposed(factor->l, solve_lower(factor->l, b)); };
  const Tensor<T> x = solve(in.b), grad_b = solve(in.cotangent.x);
  return CholeskySolveVjp::Out<T>{folded(negated(product(grad_b, transposed(x)))), grad_b};
};

}  // namespace etalon
