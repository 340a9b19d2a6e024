#include "fast/linalg/condition_number.hpp"

#include <limits>

#include "fast/linalg/svdvals.hpp"

namespace etalon::fast::linalg {
using contract::linalg::ConditionNumber;

const Fast<ConditionNumber> condition_number = []<class T>(const ConditionNumber::In<T>& in) -> Result<ConditionNumber::Out<T>> {
  const auto values = svdvals(contract::linalg::Svdvals::In<T>{in.a});
  if (!values) return values.failure();
  const T first = values->sigma.data.front(), last = values->sigma.data.back();
  return ConditionNumber::Out<T>{last == 0 ? std::numeric_limits<T>::infinity() : first / last};
};

}  // namespace etalon::fast::linalg
