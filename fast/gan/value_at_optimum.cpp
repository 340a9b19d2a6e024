#include "reference/contract/gan/value_at_optimum.hpp"

#include "fast/gan/distributions.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::ValueAtOptimum;

/// In pairs; no term is positive.
template <>
const Fast<ValueAtOptimum> Wings<ValueAtOptimum>::fast = []<class T>(const ValueAtOptimum::In<T>& in) -> Result<ValueAtOptimum::Out<T>> {
  const Tensor<T> p = distribution(in.p), q = distribution(in.q);
  return ValueAtOptimum::Out<T>{fast::tensor::pairwise_sum<T>(0, p.shape[0], [&](std::int64_t i) { return game_part(p[i], q[i]) + game_part(q[i], p[i]); })};
};

}  // namespace etalon
