#include "reference/contract/linalg/det.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Det;

/// The product of the pivots of linalg/gauss; 0 is proved.
template <>
const Reference<Det> Wings<Det>::reference = [](const Det::In<Interval>& in) -> Result<Det::Out<Interval>> {
  for (const Interval& x : in.a)
    if (isnan(x) || is_infinity(x, +1) || is_infinity(x, -1)) return domain("C1", "the matrix has an entry that is not finite");
  const Elimination f = eliminate(in.a);
  return Det::Out<Interval>{determinant(f), largest_entry(f.u)};
};

}  // namespace etalon
