#include "reference/contract/linalg/condition_number.hpp"

#include <cmath>

#include "reference/contract/linalg/svdvals.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::ConditionNumber;
using contract::linalg::Svdvals;

/// The quotient of the proved singular values.
template <>
const Reference<ConditionNumber> Wings<ConditionNumber>::reference = [](const ConditionNumber::In<Interval>& in) -> Result<ConditionNumber::Out<Interval>> {
  const auto values = Wings<Svdvals>::reference(Svdvals::In<Interval>{in.a});
  if (!values) return values.failure();
  const Interval &first = values->sigma.data.front(), &last = values->sigma.data.back();
  if (last.is_zero()) return ConditionNumber::Out<Interval>{exactly(INFINITY)};
  if (last.contains_zero()) throw Undecided{"whether the smallest singular value is 0"};
  return ConditionNumber::Out<Interval>{first / last};
};

}  // namespace etalon
