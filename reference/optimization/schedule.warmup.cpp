#include "reference/contract/optimization/schedule.warmup.hpp"

#include "reference/contract/optimization/schedule.cosine.hpp"
#include "reference/contract/optimization/schedule.exponential.hpp"
#include "reference/contract/optimization/schedule.polynomial.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace contract::optimization::schedule;

template <>
const Reference<Warmup> Wings<Warmup>::reference = []<class T>(const Warmup::In<T>& in, Warmup::Variant variant) -> Result<Warmup::Out<T>> {
  if (in.t < in.warmup) return Warmup::Out<T>{in.learning_rate * T(variant == Warmup::Variant::from_one ? in.t + 1 : in.t) / T(in.warmup)};
  const std::int64_t t = in.t - in.warmup;
  if (in.then == "linear") return Warmup::Out<T>{Wings<Polynomial>::reference(Polynomial::In<T>{in.learning_rate, t, in.period, T(1), T(0)})->rate};
  if (in.then == "cosine") return Warmup::Out<T>{Wings<Cosine>::reference(Cosine::In<T>{in.learning_rate, t, in.period, T(0)})->rate};
  if (in.then == "exponential") return Warmup::Out<T>{Wings<Exponential>::reference(Exponential::In<T>{in.learning_rate, t, in.decay})->rate};
  return Warmup::Out<T>{in.learning_rate};
};

}  // namespace etalon
