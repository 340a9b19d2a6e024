#include "reference/contract/linalg/lu_solve.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::LuSolve;

/// Elimination and substitution by the book; singular is proved, not suspected.
template <>
const Reference<LuSolve> Wings<LuSolve>::reference = [](const LuSolve::In<Interval>& in) -> Result<LuSolve::Out<Interval>> {
  const Elimination f = eliminate(in.a);
  if (is_singular(f)) return domain("C2", "the matrix is singular");
  return LuSolve::Out<Interval>{solve(f, in.b), largest_entry(f.u)};
};

}  // namespace etalon
