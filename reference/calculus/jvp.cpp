#include "reference/contract/calculus/jvp.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using Jvp = contract::calculus::Jvp;

/// One pass of dual numbers.
template <>
const Reference<Jvp> Wings<Jvp>::reference = []<class T>(const Jvp::In<T>& in) -> Result<Jvp::Out<T>> {
  const auto y = forward_product(function_of(in.function, in.x.shape[0]), in.x, in.direction);
  if (!y) return y.failure();
  return Jvp::Out<T>{*y};
};

}  // namespace etalon
