#include "reference/contract/gan/value_at_optimum.hpp"

#include "reference/gan/distributions.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::ValueAtOptimum;

/// E log D* + E log(1 − D*).
template <>
const Reference<ValueAtOptimum> Wings<ValueAtOptimum>::reference = []<class T>(const ValueAtOptimum::In<T>& in) -> Result<ValueAtOptimum::Out<T>> {
  const Tensor<T> p = distribution(in.p), q = distribution(in.q);
  const auto both = [&](std::size_t i) -> T { return p[i] + q[i]; };
  return ValueAtOptimum::Out<T>{mean_log_ratio(p, both) + mean_log_ratio(q, both)};
};

}  // namespace etalon
