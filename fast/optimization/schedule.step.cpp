#include "reference/contract/optimization/schedule.step.hpp"

#include "fast/optimization/power.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::schedule::Step;

template <>
const Fast<Step> Wings<Step>::fast = []<class T>(const Step::In<T>& in, Step::Variant variant) -> Result<Step::Out<T>> {
  if (variant == Step::Variant::staircase) return Step::Out<T>{static_cast<T>(multiple_of_power(in.learning_rate, in.decay, in.t / in.period))};
  const double exponent = static_cast<double>(in.t) / static_cast<double>(in.period);
  return Step::Out<T>{static_cast<T>(multiple_of_power(in.learning_rate, in.decay, exponent))};
};

}  // namespace etalon
