#include "reference/contract/linalg/condition_number.hpp"

#include <limits>

#include "reference/contract/linalg/svdvals.hpp"

namespace etalon {
using contract::linalg::ConditionNumber;
using contract::linalg::Svdvals;

/// The quotient of LAPACK's singular values.
template <>
const Fast<ConditionNumber> Wings<ConditionNumber>::fast = []<class T>(const ConditionNumber::In<T>& in) -> Result<ConditionNumber::Out<T>> {
  const auto values = Wings<Svdvals>::fast(Svdvals::In<T>{in.a});
  if (!values) return values.failure();
  const T first = values->sigma.data.front(), last = values->sigma.data.back();
  return ConditionNumber::Out<T>{last == 0 ? std::numeric_limits<T>::infinity() : first / last};
};

}  // namespace etalon
