#include "reference/contract/optimization/lbfgs_direction.hpp"

#include <vector>

#include "fast/optimization/pairs.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::LbfgsDirection;

/// The two loops, with the lengths of s and y taken out by powers of two: αy = α̃ỹ, and s·(α − β) = s̃·(2^(e_s − e_y)α̃ − β̃).
template <>
const Fast<LbfgsDirection> Wings<LbfgsDirection>::fast = []<class T>(const LbfgsDirection::In<T>& in, LbfgsDirection::Variant variant) -> Result<LbfgsDirection::Out<T>> {
  const std::int64_t n = in.g.shape[0], m = in.s.shape[0];
  std::vector<Scaled<T>> s, y;
  Storage<T> curvature, alpha(static_cast<std::size_t>(m));
  for (std::int64_t i = 0; i < m; ++i) {
    s.push_back(scaled(in.s.data.data() + i * n, n)), y.push_back(scaled(in.y.data.data() + i * n, n));
    curvature.push_back(dot(s[i].unit, y[i].unit));
    if (!(curvature[i] > 0)) return domain("C2", "the curvature along step " + std::to_string(i) + " is not positive");
  }
  Tensor<T> q = in.g;
  for (std::int64_t i = m; i-- > 0;) {
    alpha[i] = dot(s[i].unit, q) / curvature[i];
    for (std::int64_t j = 0; j < n; ++j) q[j] -= alpha[i] * y[i].unit[j];
  }
  if (variant == LbfgsDirection::Variant::scaled && m > 0) {
    const T gamma = curvature.back() / dot(y.back().unit, y.back().unit);
    for (T& entry : q) entry = std::ldexp(gamma * entry, s.back().exponent - y.back().exponent);
  }
  for (std::int64_t i = 0; i < m; ++i) {
    const T along = std::ldexp(alpha[i], s[i].exponent - y[i].exponent) - dot(y[i].unit, q) / curvature[i];
    for (std::int64_t j = 0; j < n; ++j) q[j] += s[i].unit[j] * along;
  }
  return LbfgsDirection::Out<T>{map(q, [](T entry) { return -entry; })};
};

}  // namespace etalon
