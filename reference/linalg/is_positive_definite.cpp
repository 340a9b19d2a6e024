#include "reference/contract/linalg/is_positive_definite.hpp"

#include "reference/linalg/elimination.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::IsPositiveDefinite;

/// Sylvester's criterion, every minor in fraction-free elimination.
template <>
const Reference<IsPositiveDefinite> Wings<IsPositiveDefinite>::reference = [](const IsPositiveDefinite::In<Interval>& in) -> Result<IsPositiveDefinite::Out<Interval>> {
  return IsPositiveDefinite::Out<Interval>{first_nonpositive_minor(in.a) == 0 ? 1 : 0};
};

}  // namespace etalon
