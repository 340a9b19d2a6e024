#include "reference/contract/optimization/schedule.step.hpp"

#include "fast/optimization/power.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::ScheduleStep;

template <>
const Fast<ScheduleStep> Wings<ScheduleStep>::fast = []<class T>(const ScheduleStep::In<T>& in, ScheduleStep::Variant variant) -> Result<ScheduleStep::Out<T>> {
  if (variant == ScheduleStep::Variant::staircase) return ScheduleStep::Out<T>{static_cast<T>(multiple_of_power(in.learning_rate, in.decay, in.t / in.period))};
  const double exponent = static_cast<double>(in.t) / static_cast<double>(in.period);
  return ScheduleStep::Out<T>{static_cast<T>(multiple_of_power(in.learning_rate, in.decay, exponent))};
};

}  // namespace etalon
