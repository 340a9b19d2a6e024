#include "reference/contract/calculus/jacobian.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;
using Jacobian = contract::calculus::Jacobian;

/// One pass for the values and slopes, then the cheaper mode.
template <>
const Fast<Jacobian> Wings<Jacobian>::fast = []<class T>(const Jacobian::In<T>& in) -> Result<Jacobian::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  Jacobian::Out<T> out;
  if (auto failure = jacobian_of(f, in.x, out.jacobian)) return *failure;
  return out;
};

}  // namespace etalon
