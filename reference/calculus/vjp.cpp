#include "reference/contract/calculus/vjp.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;

/// One sweep.
template <>
const Reference<contract::calculus::Vjp> Wings<contract::calculus::Vjp>::reference = []<class T>(const contract::calculus::Vjp::In<T>& in) -> Result<contract::calculus::Vjp::Out<T>> {
  const auto y = reverse_product(function_of(in.function, in.x.shape[0]), in.x, in.weights);
  if (!y) return y.failure();
  return contract::calculus::Vjp::Out<T>{*y};
};

}  // namespace etalon
