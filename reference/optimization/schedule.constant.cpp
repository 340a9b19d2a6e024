#include "reference/contract/optimization/schedule.constant.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::ScheduleConstant;

template <>
const Reference<ScheduleConstant> Wings<ScheduleConstant>::reference = []<class T>(const ScheduleConstant::In<T>& in) -> Result<ScheduleConstant::Out<T>> {
  return ScheduleConstant::Out<T>{in.t < in.steps ? in.learning_rate * in.factor : in.learning_rate};
};

}  // namespace etalon
