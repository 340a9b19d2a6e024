#include "reference/linalg/condition_number.hpp"

#include <cmath>

#include "reference/linalg/svdvals.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::ConditionNumber;

const Reference<ConditionNumber> condition_number = [](const ConditionNumber::In<Interval>& in) -> Result<ConditionNumber::Out<Interval>> {
  const auto values = svdvals(contract::linalg::Svdvals::In<Interval>{in.a});
  if (!values) return values.failure();
  const Interval &first = values->sigma.data.front(), &last = values->sigma.data.back();
  if (last.is_zero()) return ConditionNumber::Out<Interval>{exactly(INFINITY)};
  if (last.contains_zero()) throw Undecided{"whether the smallest singular value is 0"};
  return ConditionNumber::Out<Interval>{first / last};
};

}  // namespace etalon::reference::linalg
