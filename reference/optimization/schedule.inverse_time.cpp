#include "reference/contract/optimization/schedule.inverse_time.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::schedule::InverseTime;

template <>
const Reference<InverseTime> Wings<InverseTime>::reference = []<class T>(const InverseTime::In<T>& in, InverseTime::Variant variant) -> Result<InverseTime::Out<T>> {
  const T time = variant == InverseTime::Variant::staircase ? T(in.t / in.period) : T(in.t) / T(in.period);
  return InverseTime::Out<T>{in.learning_rate / (1 + in.decay * time)};
};

}  // namespace etalon
