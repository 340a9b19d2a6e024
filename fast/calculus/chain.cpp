#include "reference/contract/calculus/chain.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;
using Chain = contract::calculus::Chain;

/// Both Jacobians, each by its cheaper mode, and their product.
template <>
const Fast<Chain> Wings<Chain>::fast = []<class T>(const Chain::In<T>& in) -> Result<Chain::Out<T>> {
  const Formula inner = function_of(in.inner, in.x.shape[0]), outer = function_of(in.outer, inner.outputs_count());
  Tensor<T> of_inner, of_outer;
  Storage<T> y;
  if (auto failure = jacobian_of(inner, in.x, of_inner, &y)) return *failure;
  if (auto failure = jacobian_of(outer, Tensor<T>({inner.outputs_count()}, y), of_outer)) return *failure;
  Tensor<T> jacobian({outer.outputs_count(), in.x.shape[0]});
  for (std::int64_t i = 0; i < outer.outputs_count(); ++i)
    for (std::int64_t k = 0; k < inner.outputs_count(); ++k)
      for (std::int64_t j = 0; j < in.x.shape[0]; ++j) jacobian(i, j) += of_outer(i, k) * of_inner(k, j);
  return Chain::Out<T>{std::move(jacobian)};
};

}  // namespace etalon
