#include "reference/contract/optimization/nonlinear_cg.direction.hpp"

#include <algorithm>
#include <cmath>

#include "fast/optimization/models.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::NonlinearCgDirection;
using Variant = NonlinearCgDirection::Variant;

/// The inner products beside powers of two, so that no square leaves the range.
template <>
const Fast<NonlinearCgDirection> Wings<NonlinearCgDirection>::fast =
    []<class T>(const NonlinearCgDirection::In<T>& in, Variant variant) -> Result<NonlinearCgDirection::Out<T>> {
  const auto g = scaled(in.g), before = scaled(in.g_before), d = scaled(in.d_before), y = scaled(plus(in.g, T(-1), in.g_before));
  const auto& left = variant == Variant::hestenes_stiefel ? d : before;
  const auto& right = variant == Variant::hestenes_stiefel ? y : before;
  const auto& change = variant == Variant::fletcher_reeves ? g : y;
  const T below = dot(left.unit, right.unit);
  if (below == 0) return domain("C2", "the denominator of beta is 0");
  T beta = std::ldexp(dot(g.unit, change.unit) / below, g.exponent + change.exponent - left.exponent - right.exponent);
  if (variant == Variant::polak_ribiere_plus) beta = std::max(T(0), beta);
  return NonlinearCgDirection::Out<T>{plus(map(in.g, [](T entry) { return -entry; }), beta, in.d_before), beta};
};

}  // namespace etalon
