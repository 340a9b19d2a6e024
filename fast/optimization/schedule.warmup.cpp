#include "reference/contract/optimization/schedule.warmup.hpp"

#include "reference/contract/optimization/schedule.cosine.hpp"
#include "reference/contract/optimization/schedule.exponential.hpp"
#include "reference/contract/optimization/schedule.polynomial.hpp"

namespace etalon {
using namespace contract::optimization;

template <>
const Fast<ScheduleWarmup> Wings<ScheduleWarmup>::fast = []<class T>(const ScheduleWarmup::In<T>& in, ScheduleWarmup::Variant variant) -> Result<ScheduleWarmup::Out<T>> {
  const double done = static_cast<double>(variant == ScheduleWarmup::Variant::from_one ? in.t + 1 : in.t) / static_cast<double>(in.warmup);
  if (in.t < in.warmup) return ScheduleWarmup::Out<T>{static_cast<T>(in.learning_rate * done)};
  const std::int64_t t = in.t - in.warmup;
  if (in.then == "linear") return ScheduleWarmup::Out<T>{Wings<SchedulePolynomial>::fast(SchedulePolynomial::In<T>{in.learning_rate, t, in.period, T(1), T(0)})->rate};
  if (in.then == "cosine") return ScheduleWarmup::Out<T>{Wings<ScheduleCosine>::fast(ScheduleCosine::In<T>{in.learning_rate, t, in.period, T(0)})->rate};
  if (in.then == "exponential") return ScheduleWarmup::Out<T>{Wings<ScheduleExponential>::fast(ScheduleExponential::In<T>{in.learning_rate, t, in.decay})->rate};
  return ScheduleWarmup::Out<T>{in.learning_rate};
};

}  // namespace etalon
