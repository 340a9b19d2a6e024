#include "reference/contract/optimization/objective.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using contract::optimization::Objective;

/// One pass.
template <>
const Fast<Objective> Wings<Objective>::fast = []<class T>(const Objective::In<T>& in) -> Result<Objective::Out<T>> {
  const Formula f = contract::function_of(in.function, in.x.shape[0]);
  fast::calculus::Tape<T> tape(f);
  if (auto failure = tape.run(in.x.data, false)) return *failure;
  return Objective::Out<T>{tape.output(0)};
};

}  // namespace etalon
