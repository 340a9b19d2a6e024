#include "reference/contract/optimization/damped_newton.hpp"

#include "reference/contract/optimization/newton.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::DampedNewton;
using contract::optimization::Newton;

/// The step of optimization.newton, whose clause C2 is this one, and the part of it.
template <>
const Reference<DampedNewton> Wings<DampedNewton>::reference = []<class T>(const DampedNewton::In<T>& in, DampedNewton::Variant variant) -> Result<DampedNewton::Out<T>> {
  const auto newton = Wings<Newton>::reference(Newton::In<T>{in.x, in.g, in.h}, Newton::Variant::definite);
  if (!newton) return newton.failure();
  DampedNewton::Out<T> out{newton->p, in.rate, in.x};
  if (variant == DampedNewton::Variant::increasing) out.rate_k = min(T(1), in.rate * T(power_of_two(in.k)));
  for (std::size_t i = 0; i < in.x.size(); ++i) out.next[i] = in.x[i] + out.rate_k * out.p[i];
  return out;
};

}  // namespace etalon
