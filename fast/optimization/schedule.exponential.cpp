#include "reference/contract/optimization/schedule.exponential.hpp"

#include "fast/optimization/power.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::ScheduleExponential;

template <>
const Fast<ScheduleExponential> Wings<ScheduleExponential>::fast = []<class T>(const ScheduleExponential::In<T>& in) -> Result<ScheduleExponential::Out<T>> {
  return ScheduleExponential::Out<T>{static_cast<T>(multiple_of_power(in.learning_rate, in.decay, in.t))};
};

}  // namespace etalon
