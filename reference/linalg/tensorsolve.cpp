#include "reference/linalg/tensorsolve.hpp"

#include <algorithm>

#include "reference/linalg/lu_solve.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::LuSolve;
using contract::linalg::Tensorsolve;

const Reference<Tensorsolve> tensorsolve = [](const Tensorsolve::In<Interval>& in) -> Result<Tensorsolve::Out<Interval>> {
  const Dimensions &given = in.a.shape, &p = in.b.shape;
  const auto first_of_q = given.begin() + static_cast<std::ptrdiff_t>(std::min(given.size(), p.size()));
  const Dimensions q(first_of_q, given.end());
  const std::int64_t n = count_of(q);
  if (count_of(p) != n || count_of(given) != n * n)
    return domain("C3", "a of shape " + shape_text(given) + " has not as many unknowns and equations as b of shape " + shape_text(p) + " has entries");
  if (!std::equal(given.begin(), first_of_q, p.begin(), p.end()))
    return domain("C4", "a of shape " + shape_text(given) + " does not begin with the axes of b, " + shape_text(p));

  const auto solved = lu_solve(LuSolve::In<Interval>{Tensor<Interval>({n, n}, in.a.data), Tensor<Interval>({n, 1}, in.b.data)});
  if (!solved) return solved.failure();
  return Tensorsolve::Out<Interval>{Tensor<Interval>(q, solved->x.data), solved->omega};
};

}  // namespace etalon::reference::linalg
