#include "reference/contract/gan/jensen_shannon.hpp"

#include "fast/gan/distributions.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::JensenShannon;

namespace {

/// p log(p/m) + q log(q/m). With d = (p − q)/(p + q), of small size where both are nearly the same, it is
/// m((1 + d) log(1 + d) + (1 − d) log(1 − d)).
template <class T>
T part(T p, T q) {
  const T m = p / 2 + q / 2;
  if (p == q || m == 0) return 0;
  const T d = (p / 2 - q / 2) / m;
  if (std::fabs(d) < T(1) / 2) return std::max(m * ((1 + d) * std::log1p(d) + (1 - d) * std::log1p(-d)), T(0));
  return (p > 0 ? p * std::log(p / m) : T(0)) + (q > 0 ? q * std::log(q / m) : T(0));
}

}  // namespace

/// In pairs; no term is negative.
template <>
const Fast<JensenShannon> Wings<JensenShannon>::fast = []<class T>(const JensenShannon::In<T>& in) -> Result<JensenShannon::Out<T>> {
  const Tensor<T> p = distribution(in.p), q = distribution(in.q);
  return JensenShannon::Out<T>{fast::tensor::pairwise_sum<T>(0, p.shape[0], [&](std::int64_t i) { return part(p[i], q[i]) / 2; })};
};

}  // namespace etalon
