#include "reference/contract/optimization/schedule.constant.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::schedule::Constant;

template <>
const Reference<Constant> Wings<Constant>::reference = []<class T>(const Constant::In<T>& in) -> Result<Constant::Out<T>> {
  return Constant::Out<T>{in.t < in.steps ? in.learning_rate * in.factor : in.learning_rate};
};

}  // namespace etalon
