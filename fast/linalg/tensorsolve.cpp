#include "reference/contract/linalg/tensorsolve.hpp"

#include "reference/contract/linalg/lu_solve.hpp"

namespace etalon {
using contract::linalg::LuSolve;
using contract::linalg::Tensorsolve;

/// Row-major, the unfolding is a change of shape alone: linalg.lu_solve with one right side.
template <>
const Fast<Tensorsolve> Wings<Tensorsolve>::fast = []<class T>(const Tensorsolve::In<T>& in) -> Result<Tensorsolve::Out<T>> {
  const auto q = Tensorsolve::unknowns(in.a.shape, in.b.shape);
  const std::int64_t n = count_of(q);
  const auto solved = Wings<LuSolve>::fast(LuSolve::In<T>{Tensor<T>({n, n}, in.a.data), Tensor<T>({n, 1}, in.b.data)});
  if (!solved) return solved.failure();
  return Tensorsolve::Out<T>{Tensor<T>(q, solved->x.data), solved->omega};
};

}  // namespace etalon
