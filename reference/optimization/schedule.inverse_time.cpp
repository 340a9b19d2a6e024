#include "reference/contract/optimization/schedule.inverse_time.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::ScheduleInverseTime;

template <>
const Reference<ScheduleInverseTime> Wings<ScheduleInverseTime>::reference = []<class T>(const ScheduleInverseTime::In<T>& in, ScheduleInverseTime::Variant variant) -> Result<ScheduleInverseTime::Out<T>> {
  const T time = variant == ScheduleInverseTime::Variant::staircase ? T(in.t / in.period) : T(in.t) / T(in.period);
  return ScheduleInverseTime::Out<T>{in.learning_rate / (1 + in.decay * time)};
};

}  // namespace etalon
