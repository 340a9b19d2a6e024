#include "reference/contract/calculus/divergence.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using Divergence = contract::calculus::Divergence;

/// The trace of the Jacobian.
template <>
const Reference<Divergence> Wings<Divergence>::reference = []<class T>(const Divergence::In<T>& in) -> Result<Divergence::Out<T>> {
  const auto jacobian = forward_jacobian(function_of(in.function, in.x.shape[0]), in.x);
  if (!jacobian) return jacobian.failure();
  T sum = 0;
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) sum += (*jacobian)(i, i);
  return Divergence::Out<T>{sum};
};

}  // namespace etalon
