#include "reference/contract/calculus/hvp.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using Hvp = contract::calculus::Hvp;

/// A sweep over dual numbers.
template <>
const Reference<Hvp> Wings<Hvp>::reference = []<class T>(const Hvp::In<T>& in) -> Result<Hvp::Out<T>> {
  const auto y = hessian_product(function_of(in.function, in.x.shape[0]), in.x, in.direction);
  if (!y) return y.failure();
  return Hvp::Out<T>{*y};
};

}  // namespace etalon
