#include "reference/contract/gan/jensen_shannon.hpp"

#include "reference/gan/distributions.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::JensenShannon;

/// ½KL(p ‖ m) + ½KL(q ‖ m).
template <>
const Reference<JensenShannon> Wings<JensenShannon>::reference = []<class T>(const JensenShannon::In<T>& in) -> Result<JensenShannon::Out<T>> {
  const Tensor<T> p = distribution(in.p), q = distribution(in.q);
  const auto m = [&](std::size_t i) -> T { return (p[i] + q[i]) / 2; };
  return JensenShannon::Out<T>{(mean_log_ratio(p, m) + mean_log_ratio(q, m)) / 2};
};

}  // namespace etalon
