#include "reference/contract/optimization/schedule.inverse_time.hpp"

#include <cmath>

namespace etalon {
using contract::optimization::ScheduleInverseTime;

template <>
const Fast<ScheduleInverseTime> Wings<ScheduleInverseTime>::fast = []<class T>(const ScheduleInverseTime::In<T>& in, ScheduleInverseTime::Variant variant) -> Result<ScheduleInverseTime::Out<T>> {
  const double time = variant == ScheduleInverseTime::Variant::staircase ? static_cast<double>(in.t / in.period) : static_cast<double>(in.t) / static_cast<double>(in.period);
  const double more = in.decay * time;
  if (std::isfinite(more)) return ScheduleInverseTime::Out<T>{static_cast<T>(in.learning_rate / (1 + more))};
  return ScheduleInverseTime::Out<T>{static_cast<T>(in.learning_rate / in.decay / time)};  // beside which 1 is nothing
};

}  // namespace etalon
