#include "reference/contract/calculus/chain.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using Chain = contract::calculus::Chain;

/// The product of both Jacobians.
template <>
const Reference<Chain> Wings<Chain>::reference = []<class T>(const Chain::In<T>& in) -> Result<Chain::Out<T>> {
  const Formula inner = function_of(in.inner, in.x.shape[0]), outer = function_of(in.outer, inner.outputs_count());
  const auto y = evaluate(inner, in.x.data, Wanted::derivative);
  if (!y) return y.failure();
  const auto of_inner = forward_jacobian(inner, in.x);
  const auto of_outer = forward_jacobian(outer, Tensor<T>({inner.outputs_count()}, *y));
  if (!of_inner || !of_outer) return (of_inner ? of_outer : of_inner).failure();
  Tensor<T> jacobian({outer.outputs_count(), in.x.shape[0]});
  for (std::int64_t i = 0; i < outer.outputs_count(); ++i)
    for (std::int64_t j = 0; j < in.x.shape[0]; ++j)
      for (std::int64_t k = 0; k < inner.outputs_count(); ++k) jacobian(i, j) += (*of_outer)(i, k) * (*of_inner)(k, j);
  return Chain::Out<T>{std::move(jacobian)};
};

}  // namespace etalon
