#include "reference/contract/linalg/tensorsolve.hpp"

#include "reference/contract/linalg/lu_solve.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::LuSolve;
using contract::linalg::Tensorsolve;

/// Row-major, the unfolding is a change of shape alone: linalg.lu_solve with one right side.
template <>
const Reference<Tensorsolve> Wings<Tensorsolve>::reference = [](const Tensorsolve::In<Interval>& in) -> Result<Tensorsolve::Out<Interval>> {
  const auto q = Tensorsolve::unknowns(in.a.shape, in.b.shape);
  const std::int64_t n = count_of(q);
  const auto solved = Wings<LuSolve>::reference(LuSolve::In<Interval>{Tensor<Interval>({n, n}, in.a.data), Tensor<Interval>({n, 1}, in.b.data)});
  if (!solved) return solved.failure();
  return Tensorsolve::Out<Interval>{Tensor<Interval>(q, solved->x.data), solved->omega};
};

}  // namespace etalon
