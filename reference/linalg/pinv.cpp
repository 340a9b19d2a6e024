#include "reference/contract/linalg/pinv.hpp"

#include "reference/linalg/singular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Pinv;

/// Term by term of the proved singular value decomposition.
template <>
const Reference<Pinv> Wings<Pinv>::reference = [](const Pinv::In<Interval>& in) -> Result<Pinv::Out<Interval>> {
  if (isnan(in.rcond) || !(in.rcond >= 0) || !(in.rcond < 1)) return domain("C2", "rcond lies outside [0, 1)");
  for (const Interval& x : in.a)
    if (!x.is_finite()) return domain("C1", "the matrix has an entry that is not finite");
  return Pinv::Out<Interval>{pseudoinverse(in.a, in.rcond)};
};

}  // namespace etalon
