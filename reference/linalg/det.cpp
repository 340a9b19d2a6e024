#include "reference/linalg/det.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::Det;

const Reference<Det> det = [](const Det::In<Interval>& in) -> Result<Det::Out<Interval>> {
  for (const Interval& x : in.a)
    if (isnan(x) || is_infinity(x, +1) || is_infinity(x, -1)) return domain("C1", "the matrix has an entry that is not finite");
  const Elimination f = eliminate(in.a);
  return Det::Out<Interval>{determinant(f), largest_entry(f.u)};
};

}  // namespace etalon::reference::linalg
