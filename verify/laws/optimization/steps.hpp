#pragma once
#include <algorithm>
#include <cmath>

#include "verify/language/laws.hpp"

/// What the inputs and the laws of optimizers' steps share.
namespace etalon::verify {

/// Averages of squares: 0 or more.
inline Tensor<double> squares(Draw& draw, std::int64_t n, int lowest = -12, int highest = 8) {
  return map(draw.reals({n}, lowest, highest), [](double x) { return std::fabs(x); });
}
/// A usual hyperparameter in the format: below 1 where it is to be, and no less than the smallest normal number.
inline double usual(Draw& draw, double x) { return std::max(round_to(x, draw.format), draw.format.smallest_normal()); }
inline double usual_fraction(Draw& draw, double x) { return std::min(round_to(x, draw.format), 1 - draw.format.unit_roundoff()); }
/// How much of an average is kept: none, some, or nearly all.
inline double any_fraction(Draw& draw) { return draw.one_of({0.0, 0.5, draw.uniform(0, 0.75), usual_fraction(draw, 0.9), usual_fraction(draw, 0.999)}); }
inline double any_rate(Draw& draw) { return draw.one_of({0.0, 0.125, 1.0, draw.magnitude(-12, 2)}); }
/// At which correction for the start of an average matters most, some, and hardly at all.
inline std::int64_t any_step(Draw& draw) { return draw.one_of<std::int64_t>({1, 2, 3, 10, 1000}); }

inline Tensor<Interval> zeros_like(const Tensor<Interval>& x) {
  return map(x, [](const Interval&) { return Interval(0); });
}
inline Tensor<Interval> scaled_by(const Interval& s, const Tensor<Interval>& x) {
  return map(x, [&](const Interval& entry) { return s * entry; });
}
/// What the reference of an operation gives; its theorem says nothing where that refuses.
template <class Op, class... Variant>
typename Op::template Out<Interval> exact(const typename Op::template In<Interval>& in, Variant... variant) {
  const auto y = Wings<Op>::reference(in, variant...);
  if (!y) throw Refused{y.failure()};
  return *y;
}
/// No parameter moves along the gradient, or what stands for it.
inline void moves_against(Checks& t, const Tensor<Interval>& next, const Tensor<Interval>& theta, const Tensor<Interval>& g, const char* what) {
  for (std::size_t i = 0; i < theta.size(); ++i)
    if (next[i].is_finite() && g[i].is_finite()) t.exactly_at_most((next[i] - theta[i]) * g[i], 0, what);
}
/// Entries agree beside those of `size`.
inline void equal_beside(Checks& t, const Tensor<Interval>& a, const Tensor<Interval>& b, const Tensor<Interval>& size, const char* what) {
  for (std::size_t i = 0; i < b.size(); ++i) t.equal_within(a[i], b[i], abs(size[i]) + abs(b[i]), what);
}

}  // namespace etalon::verify
