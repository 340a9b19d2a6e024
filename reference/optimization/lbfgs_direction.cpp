#include "reference/contract/optimization/lbfgs_direction.hpp"

#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::optimization::LbfgsDirection;

/// Algorithm 7.4 of Nocedal and Wright, line by line.
template <>
const Reference<LbfgsDirection> Wings<LbfgsDirection>::reference =
    []<class T>(const LbfgsDirection::In<T>& in, LbfgsDirection::Variant variant) -> Result<LbfgsDirection::Out<T>> {
  const std::int64_t n = in.g.shape[0], m = in.s.shape[0];
  std::vector<T> curvature, alpha(static_cast<std::size_t>(m));
  for (std::int64_t i = 0; i < m; ++i) {
    curvature.push_back(dot(row(in.s, i), row(in.y, i)));
    if (curvature.back() <= 0) return domain("C2", "the curvature along step " + std::to_string(i) + " is not positive");
  }
  Tensor<T> q = in.g;
  for (std::int64_t i = m; i-- > 0;) {
    alpha[i] = dot(row(in.s, i), q) / curvature[i];
    for (std::int64_t j = 0; j < n; ++j) q[j] -= alpha[i] * in.y(i, j);
  }
  if (variant == LbfgsDirection::Variant::scaled && m > 0) {
    const Tensor<T> y = row(in.y, m - 1);
    const T gamma = curvature.back() / dot(y, y);
    for (T& entry : q) entry *= gamma;
  }
  for (std::int64_t i = 0; i < m; ++i) {
    const T beta = dot(row(in.y, i), q) / curvature[i];
    for (std::int64_t j = 0; j < n; ++j) q[j] += in.s(i, j) * (alpha[i] - beta);
  }
  return LbfgsDirection::Out<T>{map(q, [](const T& entry) -> T { return -entry; })};
};

}  // namespace etalon
