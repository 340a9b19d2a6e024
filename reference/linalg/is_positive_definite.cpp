#include "reference/linalg/is_positive_definite.hpp"

#include "reference/linalg/elimination.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::IsPositiveDefinite;

const Reference<IsPositiveDefinite> is_positive_definite = [](const IsPositiveDefinite::In<Interval>& in) -> Result<IsPositiveDefinite::Out<Interval>> {
  if (!lower_is_finite(in.a)) return domain("C1", "the lower triangle has an entry that is not finite");
  return IsPositiveDefinite::Out<Interval>{first_nonpositive_minor(in.a) == 0 ? 1 : 0};
};

}  // namespace etalon::reference::linalg
