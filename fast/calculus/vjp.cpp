#include "reference/contract/calculus/vjp.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;

/// A pass and a sweep.
template <>
const Fast<contract::calculus::Vjp> Wings<contract::calculus::Vjp>::fast = []<class T>(const contract::calculus::Vjp::In<T>& in) -> Result<contract::calculus::Vjp::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  Tape<T> tape(f);
  if (auto failure = tape.run(in.x.data, true)) return *failure;
  return contract::calculus::Vjp::Out<T>{{in.x.shape, tape.gradient(in.weights.data, in.x.size())}};
};

}  // namespace etalon
