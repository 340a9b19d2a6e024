#include "reference/contract/optimization/schedule.warmup.hpp"

#include "reference/contract/optimization/schedule.cosine.hpp"
#include "reference/contract/optimization/schedule.exponential.hpp"
#include "reference/contract/optimization/schedule.polynomial.hpp"

namespace etalon {
using namespace contract::optimization::schedule;

template <>
const Fast<Warmup> Wings<Warmup>::fast = []<class T>(const Warmup::In<T>& in, Warmup::Variant variant) -> Result<Warmup::Out<T>> {
  const double done = static_cast<double>(variant == Warmup::Variant::from_one ? in.t + 1 : in.t) / static_cast<double>(in.warmup);
  if (in.t < in.warmup) return Warmup::Out<T>{static_cast<T>(in.learning_rate * done)};
  const std::int64_t t = in.t - in.warmup;
  if (in.then == "linear") return Warmup::Out<T>{Wings<Polynomial>::fast(Polynomial::In<T>{in.learning_rate, t, in.period, T(1), T(0)})->rate};
  if (in.then == "cosine") return Warmup::Out<T>{Wings<Cosine>::fast(Cosine::In<T>{in.learning_rate, t, in.period, T(0)})->rate};
  if (in.then == "exponential") return Warmup::Out<T>{Wings<Exponential>::fast(Exponential::In<T>{in.learning_rate, t, in.decay})->rate};
  return Warmup::Out<T>{in.learning_rate};
};

}  // namespace etalon
