#include "reference/contract/optimization/schedule.polynomial.hpp"

#include <algorithm>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::SchedulePolynomial;

template <>
const Reference<SchedulePolynomial> Wings<SchedulePolynomial>::reference = []<class T>(const SchedulePolynomial::In<T>& in, SchedulePolynomial::Variant variant) -> Result<SchedulePolynomial::Out<T>> {
  const std::int64_t t = variant == SchedulePolynomial::Variant::clamped ? std::min(in.t, in.period) : in.t;
  const std::int64_t cycles = t == 0 ? 1 : (t - 1) / in.period + 1;  // ⌈t/T⌉
  if (t / in.period == cycles && t % in.period == 0) return SchedulePolynomial::Out<T>{in.least};
  const T left = 1 - T(t) / (T(cycles) * T(in.period));
  return SchedulePolynomial::Out<T>{in.least + (in.learning_rate - in.least) * exp(in.power * log(left))};
};

}  // namespace etalon
