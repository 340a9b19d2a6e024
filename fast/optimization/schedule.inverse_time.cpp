#include "reference/contract/optimization/schedule.inverse_time.hpp"

#include <cmath>

namespace etalon {
using contract::optimization::schedule::InverseTime;

template <>
const Fast<InverseTime> Wings<InverseTime>::fast = []<class T>(const InverseTime::In<T>& in, InverseTime::Variant variant) -> Result<InverseTime::Out<T>> {
  const double time = variant == InverseTime::Variant::staircase ? static_cast<double>(in.t / in.period) : static_cast<double>(in.t) / static_cast<double>(in.period);
  const double more = in.decay * time;
  if (std::isfinite(more)) return InverseTime::Out<T>{static_cast<T>(in.learning_rate / (1 + more))};
  return InverseTime::Out<T>{static_cast<T>(in.learning_rate / in.decay / time)};  // beside which 1 is nothing
};

}  // namespace etalon
