#include "reference/contract/calculus/hvp.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;
using Hvp = contract::calculus::Hvp;

/// A sweep over pairs.
template <>
const Fast<Hvp> Wings<Hvp>::fast = []<class T>(const Hvp::In<T>& in) -> Result<Hvp::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  Storage<T> product;
  if (auto failure = hessian_product(f, in.x, in.direction.data, product)) return *failure;
  return Hvp::Out<T>{{in.x.shape, product}};
};

}  // namespace etalon
