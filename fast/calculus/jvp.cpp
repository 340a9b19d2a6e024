#include "reference/contract/calculus/jvp.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;
using Jvp = contract::calculus::Jvp;

/// A pass for the slopes, and one for the tangents.
template <>
const Fast<Jvp> Wings<Jvp>::fast = []<class T>(const Jvp::In<T>& in) -> Result<Jvp::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  Tape<T> tape(f);
  if (auto failure = tape.run(in.x.data, true)) return *failure;
  return Jvp::Out<T>{{{f.outputs_count()}, tape.tangent(in.direction.data)}};
};

}  // namespace etalon
