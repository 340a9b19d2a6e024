#include "reference/contract/optimization/schedule.cosine.hpp"

#include <algorithm>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::schedule::Cosine;

template <>
const Reference<Cosine> Wings<Cosine>::reference = []<class T>(const Cosine::In<T>& in, Cosine::Variant variant) -> Result<Cosine::Out<T>> {
  std::int64_t t = in.t;
  if (variant == Cosine::Variant::clamped) t = std::min(t, in.period);
  if (variant == Cosine::Variant::restarts) t = t % in.period;
  return Cosine::Out<T>{in.least + (in.learning_rate - in.least) / 2 * (1 + cos(T(pi()) * T(t) / T(in.period)))};
};

}  // namespace etalon
