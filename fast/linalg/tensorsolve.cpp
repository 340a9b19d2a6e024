#include "fast/linalg/tensorsolve.hpp"

#include "fast/linalg/lu_solve.hpp"

namespace etalon::fast::linalg {
using contract::linalg::LuSolve;
using contract::linalg::Tensorsolve;

const Fast<Tensorsolve> tensorsolve = []<class T>(const Tensorsolve::In<T>& in) -> Result<Tensorsolve::Out<T>> {
  const auto q = Tensorsolve::unknowns(in.a.shape, in.b.shape);
  if (!q) return q.failure();
  const std::int64_t n = count_of(*q);
  const auto solved = lu_solve(LuSolve::In<T>{Tensor<T>({n, n}, in.a.data), Tensor<T>({n, 1}, in.b.data)});
  if (!solved) return solved.failure();
  return Tensorsolve::Out<T>{Tensor<T>(*q, solved->x.data), solved->omega};
};

}  // namespace etalon::fast::linalg
