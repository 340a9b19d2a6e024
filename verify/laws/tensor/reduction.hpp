#pragma once
#include <algorithm>
#include <cmath>

#include "reference/contract/reduction.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

/// What reductions are tried on, and what they obey.
namespace etalon::verify {

using contract::Reduced;

/// Some of its axes, from either end, or none, which means all; reduced away, or kept.
template <class Op>
typename Op::template In<double> over_some_axes(Draw& draw, Tensor<double> x) {
  typename Op::template In<double> in{std::move(x), Tensor<std::int64_t>({0}), draw.integer(0, 1)};
  const auto rank = static_cast<std::int64_t>(in.x.rank());
  for (std::int64_t axis = 0; axis < rank; ++axis)
    if (draw.coin()) in.axes.data.push_back(draw.coin() ? axis : axis - rank);
  if (draw.coin()) std::reverse(in.axes.begin(), in.axes.end());
  in.axes.shape[0] = static_cast<std::int64_t>(in.axes.size());
  return in;
}

inline Tensor<double> of_three_axes(Draw& draw, int lowest = -6, int highest = 4) {
  return draw.reals({draw.extent(1, 3), draw.extent(1, 4), draw.extent(1, 3)}, lowest, highest);
}

/// The classes that all share; `of` adds the operation's other inputs.
template <class Op, auto of = over_some_axes<Op>>
Laws<Op> reduction_laws() {
  return laws<Op>()
      .inputs(core, "axes of a tensor", [](Draw& draw) { return of(draw, of_three_axes(draw)); })
      .inputs(core, "a vector", [](Draw& draw) { return of(draw, draw.reals({draw.extent(2, 9)})); })
      .inputs(core, "a long axis", [](Draw& draw) { return of(draw, draw.reals({draw.extent(20, 60)})); })
      .inputs(core, "around a large mean", [](Draw& draw) {
        Tensor<double> x = draw.reals({draw.extent(2, 3), draw.extent(2, 5)}, -4, 0);
        for (double& entry : x) entry = round_to(100 + entry, draw.format);
        return of(draw, std::move(x));
      })
      .inputs(core, "what cancels", [](Draw& draw) {
        Tensor<double> x = draw.reals({2, draw.extent(2, 6)});
        for (std::int64_t j = 1; j < x.shape[1]; ++j) x(1, j) = -x(0, j);
        return of(draw, std::move(x));
      })
      .inputs(core, "integers", [](Draw& draw) {
        Tensor<double> x({draw.extent(1, 3), draw.extent(1, 6)});
        for (double& entry : x) entry = static_cast<double>(draw.integer(-3, 3));
        return of(draw, std::move(x));
      })
      .inputs(edge, "±0, ties and a scalar", [](Draw& draw) {
        if (draw.coin()) return of(draw, draw.reals({}));
        Tensor<double> x({2, draw.extent(1, 4)});
        for (double& entry : x) entry = draw.one_of({0.0, -0.0, 1.0, -1.0});
        return of(draw, std::move(x));
      });
}

/// The same reduced over one axis after the other, the last one first.
template <class E>
auto one_axis_after_the_other(const E& t) {
  auto step = t.in;
  std::vector<std::int64_t> axes(step.axes.begin(), step.axes.end());
  if (axes.empty())
    for (std::int64_t axis = 0; axis < static_cast<std::int64_t>(step.x.rank()); ++axis) axes.push_back(axis);
  const auto keepdims = step.keepdims;
  step.keepdims = 1;  // so that no axis changes its number
  for (const std::int64_t axis : axes) {
    step.axes = Tensor<std::int64_t>({1}, {axis});
    step.x = t.f(step).y;
  }
  Tensor<Interval> y = step.x;
  if (!keepdims) y.shape = t.f(t.in).y.shape;
  return y;
}

/// Calls `check(lane, entries of x)`.
template <class T, class F>
void for_each_lane(const T& in, F check) {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  for (std::int64_t lane = 0; lane < reduced->lanes.count; ++lane) check(lane, reduced->lanes);
}

inline Tensor<Interval> moved(Tensor<Interval> x, const Interval& by) {
  for (Interval& entry : x) entry += by;
  return x;
}
inline Tensor<Interval> times(Tensor<Interval> x, const Interval& by) {
  for (Interval& entry : x) entry = by * entry;
  return x;
}

/// The cotangent of what entry i is reduced to.
template <class T>
Interval cotangent_of(const T& in, std::size_t i) {
  Interval found = 0;
  for_each_lane(in, [&](std::int64_t lane, const Lanes& lanes) {
    for (std::int64_t k = 0; k < lanes.length; ++k)
      if (lanes.index(lane, k) == i) found = in.cotangent.y[lane];
  });
  return found;
}

/// Every share of ȳ, of entries that several of a lane are equal to, and none of it comes before.
template <class T, class Before>
Subdifferential shares_of_first(const T& in, Before before) {
  Subdifferential shares;
  for_each_lane(in, [&](std::int64_t lane, const Lanes& lanes) {
    if (lanes.length == 0) return;
    std::size_t first = lanes.index(lane, 0);
    for (std::int64_t k = 1; k < lanes.length; ++k)
      if (before(in.x[lanes.index(lane, k)], in.x[first]).certainly()) first = lanes.index(lane, k);
    std::vector<std::size_t> ties;
    for (std::int64_t k = 0; k < lanes.length; ++k)
      if ((in.x[lanes.index(lane, k)] == in.x[first]).certainly()) ties.push_back(lanes.index(lane, k));
    for (const std::size_t i : ties)
      if (ties.size() > 1) shares.emplace(i, between(0, in.cotangent.y[lane]));
  });
  return shares;
}

/// ‖αx‖ = |α|·‖x‖, ‖x + y‖ ≤ ‖x‖ + ‖y‖ for y of x's entries in reverse, and max|x| ≤ ‖x‖.
template <class E>
void is_a_norm(E& t) {
  const auto y = t.f(t.in).y;
  auto other = t.in;
  other.x = times(t.in.x, Interval(-11) / 8);
  const auto scaled = t.f(other).y;
  other.x = t.in.x;
  std::reverse(other.x.begin(), other.x.end());
  const auto reversed = t.f(other).y;
  for (std::size_t i = 0; i < other.x.size(); ++i) other.x[i] += t.in.x[i];
  const auto sum = t.f(other).y;
  for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
    t.equal(scaled[lane], Interval(11) / 8 * y[lane], "‖αx‖ = |α|·‖x‖");
    t.at_most(sum[lane], y[lane] + reversed[lane], "‖x + y‖ ≤ ‖x‖ + ‖y‖");
    for (std::int64_t k = 0; k < lanes.length; ++k) t.at_most(abs(t.in.x[lanes.index(lane, k)]), y[lane], "max|x| ≤ ‖x‖");
  });
}

}  // namespace etalon::verify
