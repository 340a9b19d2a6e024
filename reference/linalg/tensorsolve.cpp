#include "reference/contract/linalg/tensorsolve.hpp"

#include "reference/contract/linalg/lu_solve.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::LuSolve;
using contract::linalg::LuSolveVjp;
using contract::linalg::Tensorsolve;
using contract::linalg::TensorsolveVjp;

/// Row-major, the unfolding is a change of shape alone: linalg.lu_solve with one right side.
template <>
const Reference<Tensorsolve> Wings<Tensorsolve>::reference = []<class T>(const Tensorsolve::In<T>& in) -> Result<Tensorsolve::Out<T>> {
  const auto q = Tensorsolve::unknowns(in.a.shape, in.b.shape);
  const std::int64_t n = count_of(q);
  const auto solved = Wings<LuSolve>::reference(LuSolve::In<T>{Tensor<T>({n, n}, in.a.data), Tensor<T>({n, 1}, in.b.data)});
  if (!solved) return solved.failure();
  return Tensorsolve::Out<T>{Tensor<T>(q, solved->x.data), solved->omega};
};

/// linalg.lu_solve.vjp of the unfolded matrix.
template <>
const Reference<TensorsolveVjp> Wings<TensorsolveVjp>::reference = []<class T>(const TensorsolveVjp::In<T>& in) -> Result<TensorsolveVjp::Out<T>> {
  const auto forward = Wings<Tensorsolve>::reference(in);
  if (!forward) return forward.failure();
  if (in.cotangent.x.shape != forward->x.shape) return domain("C0", "the cotangent has not the shape of the solution");
  const auto n = static_cast<std::int64_t>(in.b.size());
  const auto grad = Wings<LuSolveVjp>::reference(
      LuSolveVjp::In<T>{{Tensor<T>({n, n}, in.a.data), Tensor<T>({n, 1}, in.b.data)}, {Tensor<T>({n, 1}, in.cotangent.x.data), {}}});
  if (!grad) return grad.failure();
  return TensorsolveVjp::Out<T>{Tensor<T>(in.a.shape, grad->grad_a.data), Tensor<T>(in.b.shape, grad->grad_b.data)};
};

}  // namespace etalon
