#include "reference/linalg/tensorsolve.hpp"

#include "reference/linalg/lu_solve.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::LuSolve;
using contract::linalg::Tensorsolve;

const Reference<Tensorsolve> tensorsolve = [](const Tensorsolve::In<Interval>& in) -> Result<Tensorsolve::Out<Interval>> {
  const auto q = Tensorsolve::unknowns(in.a.shape, in.b.shape);
  if (!q) return q.failure();
  const std::int64_t n = count_of(*q);
  const auto solved = lu_solve(LuSolve::In<Interval>{Tensor<Interval>({n, n}, in.a.data), Tensor<Interval>({n, 1}, in.b.data)});
  if (!solved) return solved.failure();
  return Tensorsolve::Out<Interval>{Tensor<Interval>(*q, solved->x.data), solved->omega};
};

}  // namespace etalon::reference::linalg
