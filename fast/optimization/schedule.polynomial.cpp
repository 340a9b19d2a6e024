#include "reference/contract/optimization/schedule.polynomial.hpp"

#include <algorithm>
#include <cmath>

#include "fast/optimization/power.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::SchedulePolynomial;

/// The steps that are left, counted: nothing cancels.
template <>
const Fast<SchedulePolynomial> Wings<SchedulePolynomial>::fast = []<class T>(const SchedulePolynomial::In<T>& in, SchedulePolynomial::Variant variant) -> Result<SchedulePolynomial::Out<T>> {
  const std::int64_t t = variant == SchedulePolynomial::Variant::clamped ? std::min(in.t, in.period) : in.t, done = t % in.period;
  const std::int64_t cycles = t == 0 ? 1 : (t - 1) / in.period + 1, left = t > 0 && done == 0 ? 0 : in.period - done;
  const double part = static_cast<double>(left) / static_cast<double>(in.period) / static_cast<double>(cycles), p = in.power;
  return SchedulePolynomial::Out<T>{static_cast<T>(multiple_of_power(in.learning_rate, part, p) + in.least * (1 - std::pow(part, p)))};
};

}  // namespace etalon
