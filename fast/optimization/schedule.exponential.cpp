#include "reference/contract/optimization/schedule.exponential.hpp"

#include "fast/optimization/power.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::schedule::Exponential;

template <>
const Fast<Exponential> Wings<Exponential>::fast = []<class T>(const Exponential::In<T>& in) -> Result<Exponential::Out<T>> {
  return Exponential::Out<T>{static_cast<T>(multiple_of_power(in.learning_rate, in.decay, in.t))};
};

}  // namespace etalon
