#include "reference/contract/gan/jensen_shannon.hpp"

#include "fast/gan/distributions.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::JensenShannon;

/// In pairs; no term is negative.
template <>
const Fast<JensenShannon> Wings<JensenShannon>::fast = []<class T>(const JensenShannon::In<T>& in) -> Result<JensenShannon::Out<T>> {
  const Tensor<T> p = distribution(in.p), q = distribution(in.q);
  return JensenShannon::Out<T>{fast::tensor::pairwise_sum<T>(0, p.shape[0], [&](std::int64_t i) { return divergence_part(p[i], q[i]) / 2; })};
};

}  // namespace etalon
