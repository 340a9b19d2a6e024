#include "reference/contract/optimization/schedule.exponential.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::schedule::Exponential;

template <>
const Reference<Exponential> Wings<Exponential>::reference = []<class T>(const Exponential::In<T>& in) -> Result<Exponential::Out<T>> {
  return Exponential::Out<T>{in.learning_rate * pow(in.decay, in.t)};
};

}  // namespace etalon
