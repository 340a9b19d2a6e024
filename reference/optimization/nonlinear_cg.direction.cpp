#include "reference/contract/optimization/nonlinear_cg.direction.hpp"

#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::optimization::NonlinearCgDirection;
using Variant = NonlinearCgDirection::Variant;

/// As it is written.
template <>
const Reference<NonlinearCgDirection> Wings<NonlinearCgDirection>::reference =
    []<class T>(const NonlinearCgDirection::In<T>& in, Variant variant) -> Result<NonlinearCgDirection::Out<T>> {
  Tensor<T> y = in.g;
  for (std::size_t i = 0; i < y.size(); ++i) y[i] -= in.g_before[i];
  const T below = variant == Variant::hestenes_stiefel ? dot(in.d_before, y) : dot(in.g_before, in.g_before);
  if (below == 0) return domain("C2", "the denominator of beta is 0");
  T beta = dot(in.g, variant == Variant::fletcher_reeves ? in.g : y) / below;
  if (variant == Variant::polak_ribiere_plus) beta = max(T(0), beta);
  NonlinearCgDirection::Out<T> out{in.g, beta};
  for (std::size_t i = 0; i < y.size(); ++i) out.d[i] = beta * in.d_before[i] - in.g[i];
  return out;
};

}  // namespace etalon
