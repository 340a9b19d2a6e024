#include "reference/contract/gan/value_at_optimum.hpp"

#include "fast/gan/distributions.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::ValueAtOptimum;

namespace {

/// p log(p/(p + q)) = −p log(1 + q/p), also where q/p overflows.
template <class T>
T part(T p, T q) {
  if (p == 0) return 0;
  const T ratio = q / p;
  return -p * (std::isfinite(ratio) ? std::log1p(ratio) : std::log(q) - std::log(p));
}

}  // namespace

/// In pairs; no term is positive.
template <>
const Fast<ValueAtOptimum> Wings<ValueAtOptimum>::fast = []<class T>(const ValueAtOptimum::In<T>& in) -> Result<ValueAtOptimum::Out<T>> {
  const Tensor<T> p = distribution(in.p), q = distribution(in.q);
  return ValueAtOptimum::Out<T>{fast::tensor::pairwise_sum<T>(0, p.shape[0], [&](std::int64_t i) { return part(p[i], q[i]) + part(q[i], p[i]); })};
};

}  // namespace etalon
