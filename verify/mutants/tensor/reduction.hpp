#pragma once
#include <cmath>

#include "reference/contract/reduction.hpp"
#include "verify/language/mutants.hpp"

/// Wrong reductions.
namespace etalon::verify {

/// Rounded to 11 significant bits.
template <class T>
T in_half(T x) {
  const int shift = x == 0 || !std::isfinite(x) ? 0 : 10 - std::ilogb(x);
  return std::ldexp(std::nearbyint(std::ldexp(x, shift)), -shift);
}

/// Calls `wrong(entry of y, entries of its lane)`.
template <class Out, class In, class F>
void spoil_lanes(Out& out, const In& in, F wrong) {
  const auto reduced = contract::Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  for (std::int64_t lane = 0; lane < reduced->lanes.count; ++lane) wrong(out.y[lane], reduced->lanes.entries(in.x, lane));
}
/// Calls `wrong(entry of x̄, entry of x, ȳ, entries of its lane)`.
template <class Out, class In, class F>
void spoil_gradient(Out& out, const In& in, F wrong) {
  const auto reduced = contract::Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  for (std::int64_t lane = 0; lane < reduced->lanes.count; ++lane)
    for (std::int64_t k = 0; k < reduced->lanes.length; ++k) {
      const auto at = reduced->lanes.index(lane, k);
      wrong(out.grad_x[at], in.x[at], in.cotangent.y[lane], reduced->lanes.entries(in.x, lane));
    }
}
/// The same over the last axis alone.
template <class In>
In over_the_last_axis(In in) {
  if (in.x.rank() > 0) in.axes = Tensor<std::int64_t>({1}, {-1});
  return in;
}

}  // namespace etalon::verify
