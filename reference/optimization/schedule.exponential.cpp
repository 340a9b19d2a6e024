#include "reference/contract/optimization/schedule.exponential.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::ScheduleExponential;

template <>
const Reference<ScheduleExponential> Wings<ScheduleExponential>::reference = []<class T>(const ScheduleExponential::In<T>& in) -> Result<ScheduleExponential::Out<T>> {
  return ScheduleExponential::Out<T>{in.learning_rate * pow(in.decay, in.t)};
};

}  // namespace etalon
