#include "reference/contract/optimization/schedule.cosine.hpp"

#include <algorithm>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::ScheduleCosine;

template <>
const Reference<ScheduleCosine> Wings<ScheduleCosine>::reference = []<class T>(const ScheduleCosine::In<T>& in, ScheduleCosine::Variant variant) -> Result<ScheduleCosine::Out<T>> {
  std::int64_t t = in.t;
  if (variant == ScheduleCosine::Variant::clamped) t = std::min(t, in.period);
  if (variant == ScheduleCosine::Variant::restarts) t = t % in.period;
  return ScheduleCosine::Out<T>{in.least + (in.learning_rate - in.least) / 2 * (1 + cos(T(pi()) * T(t) / T(in.period)))};
};

}  // namespace etalon
