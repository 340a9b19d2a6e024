#include "reference/contract/calculus/divergence.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;
using Divergence = contract::calculus::Divergence;

/// The trace of the Jacobian.
template <>
const Fast<Divergence> Wings<Divergence>::fast = []<class T>(const Divergence::In<T>& in) -> Result<Divergence::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  Tensor<T> jacobian;
  if (auto failure = jacobian_of(f, in.x, jacobian)) return *failure;
  T sum = 0;
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) sum += jacobian(i, i);
  return Divergence::Out<T>{sum};
};

}  // namespace etalon
