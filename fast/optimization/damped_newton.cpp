#include "reference/contract/optimization/damped_newton.hpp"

#include <algorithm>
#include <cmath>

#include "fast/optimization/models.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::DampedNewton;

/// LAPACK's potrf and potrs; 2ᵏη by its exponent.
template <>
const Fast<DampedNewton> Wings<DampedNewton>::fast = []<class T>(const DampedNewton::In<T>& in, DampedNewton::Variant variant) -> Result<DampedNewton::Out<T>> {
  const auto p = definite_step(in.h, in.g);
  if (!p) return p.failure();
  DampedNewton::Out<T> out{*p, in.rate, in.x};
  if (variant == DampedNewton::Variant::increasing) out.rate_k = std::min(T(1), std::ldexp(in.rate, static_cast<int>(in.k)));
  for (std::size_t i = 0; i < in.x.size(); ++i) out.next[i] += out.rate_k * out.p[i];
  return out;
};

}  // namespace etalon
