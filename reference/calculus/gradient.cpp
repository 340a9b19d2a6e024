#include "reference/contract/calculus/gradient.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;

/// Reverse: one sweep.
template <>
const Reference<contract::calculus::Gradient> Wings<contract::calculus::Gradient>::reference = []<class T>(const contract::calculus::Gradient::In<T>& in) -> Result<contract::calculus::Gradient::Out<T>> {
  const auto y = reverse_product(function_of(in.function, in.x.shape[0]), in.x, Tensor<T>({1}, {T(1)}));
  if (!y) return y.failure();
  return contract::calculus::Gradient::Out<T>{*y};
};

}  // namespace etalon
