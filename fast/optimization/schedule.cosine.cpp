#include "reference/contract/optimization/schedule.cosine.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace etalon {
using contract::optimization::ScheduleCosine;

/// (1 + cos 2x)/2 = cos²x, near the end sin² of what is left: nothing cancels.
template <>
const Fast<ScheduleCosine> Wings<ScheduleCosine>::fast = []<class T>(const ScheduleCosine::In<T>& in, ScheduleCosine::Variant variant) -> Result<ScheduleCosine::Out<T>> {
  std::int64_t t = in.t;
  if (variant == ScheduleCosine::Variant::clamped) t = std::min(t, in.period);
  if (variant == ScheduleCosine::Variant::restarts) t = t % in.period;
  if (variant == ScheduleCosine::Variant::periodic && t / in.period % 2 == 1) t = in.period - t % in.period;
  else if (variant == ScheduleCosine::Variant::periodic) t = t % in.period;
  const double whole = static_cast<double>(in.period), half_pi = std::numbers::pi / 2;
  const double share = t <= in.period / 2 ? std::cos(half_pi * static_cast<double>(t) / whole) : std::sin(half_pi * static_cast<double>(in.period - t) / whole);
  return ScheduleCosine::Out<T>{static_cast<T>(in.learning_rate * share * share + in.least * (1 - share * share))};
};

}  // namespace etalon
