#include "reference/contract/optimization/newton.hpp"
#include "reference/contract/optimization/trust_region.scaled_newton.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::optimization::Newton;
using Op = contract::optimization::TrustRegionScaledNewton;

/// The step of optimization.newton, whose clause C2 is this one, times min(1, Δ/‖N‖).
template <>
const Reference<Op> Wings<Op>::reference = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  const auto newton = Wings<Newton>::reference(Newton::In<T>{in.g, in.g, in.h}, Newton::Variant::definite);
  if (!newton) return newton.failure();
  Op::Out<T> out{newton->p, T(1)};
  if (all_zero(out.p)) return out;
  out.scale = min(T(1), in.delta / sqrt(dot(out.p, out.p)));
  for (T& entry : out.p) entry *= out.scale;
  return out;
};

}  // namespace etalon
