#include "reference/contract/optimization/objective.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using contract::optimization::Objective;

/// Every step as it is written.
template <>
const Reference<Objective> Wings<Objective>::reference = []<class T>(const Objective::In<T>& in) -> Result<Objective::Out<T>> {
  const auto y = reference::calculus::evaluate(contract::function_of(in.function, in.x.shape[0]), in.x.data, reference::calculus::Wanted::value);
  if (!y) return y.failure();
  return Objective::Out<T>{(*y)[0]};
};

}  // namespace etalon
