#include "reference/contract/calculus/jacobian.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using Jacobian = contract::calculus::Jacobian;

/// Forward: one pass of dual numbers for each variable.
template <>
const Reference<Jacobian> Wings<Jacobian>::reference = []<class T>(const Jacobian::In<T>& in) -> Result<Jacobian::Out<T>> {
  const auto y = forward_jacobian(function_of(in.function, in.x.shape[0]), in.x);
  if (!y) return y.failure();
  return Jacobian::Out<T>{*y};
};

}  // namespace etalon
