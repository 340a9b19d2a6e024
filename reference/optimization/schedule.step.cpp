#include "reference/contract/optimization/schedule.step.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::schedule::Step;

template <>
const Reference<Step> Wings<Step>::reference = []<class T>(const Step::In<T>& in, Step::Variant variant) -> Result<Step::Out<T>> {
  const T &eta = in.learning_rate, &gamma = in.decay;
  if (variant == Step::Variant::staircase) return Step::Out<T>{eta * pow(gamma, in.t / in.period)};
  if (in.t == 0) return Step::Out<T>{eta};
  if (gamma == 0) return Step::Out<T>{T(0)};
  return Step::Out<T>{eta * exp(T(in.t) / T(in.period) * log(gamma))};
};

}  // namespace etalon
