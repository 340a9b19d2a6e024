#include "reference/contract/optimization/schedule.step.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::ScheduleStep;

template <>
const Reference<ScheduleStep> Wings<ScheduleStep>::reference = []<class T>(const ScheduleStep::In<T>& in, ScheduleStep::Variant variant) -> Result<ScheduleStep::Out<T>> {
  const T &eta = in.learning_rate, &gamma = in.decay;
  if (variant == ScheduleStep::Variant::staircase) return ScheduleStep::Out<T>{eta * pow(gamma, in.t / in.period)};
  if (in.t == 0) return ScheduleStep::Out<T>{eta};
  if (gamma == 0) return ScheduleStep::Out<T>{T(0)};
  return ScheduleStep::Out<T>{eta * exp(T(in.t) / T(in.period) * log(gamma))};
};

}  // namespace etalon
