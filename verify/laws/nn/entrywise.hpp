#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

/// What functions of one tensor, entry by entry, are tried on.
namespace etalon::verify {

/// One number of each size, of either sign.
inline Tensor<double> every_power_of_two(Draw& draw) {
  Tensor<double> x({0});
  for (int e = std::max(-8, draw.format.min_exponent); e <= std::min(31, draw.format.max_exponent); ++e) x.data.push_back(draw.coin() ? draw.magnitude(e, e) : -draw.magnitude(e, e));
  x.shape[0] = static_cast<std::int64_t>(x.size());
  return x;
}

/// The tensor that every other input goes with.
template <class Op>
typename Op::template In<double> alone(Draw&, Tensor<double> x) {
  return {std::move(x)};
}

/// The classes that all share; `of` adds the operation's other inputs.
template <class Op, auto of = alone<Op>>
Laws<Op> entrywise_laws() {
  return laws<Op>()
      .inputs(core, "ordinary", [](Draw& draw) { return of(draw, draw.reals({draw.extent(1, 6)})); })
      .inputs(core, "of two axes", [](Draw& draw) { return of(draw, draw.reals({draw.extent(1, 3), draw.extent(1, 4)})); })
      .inputs(core, "saturated", [](Draw& draw) { return of(draw, draw.uniforms({draw.extent(1, 6)}, -80, 80)); })
      .inputs(core, "around the bend", [](Draw& draw) { return of(draw, draw.uniforms({draw.extent(1, 6)}, -4, 4)); })
      .inputs(extreme, "beyond exp's range", [](Draw& draw) { return of(draw, draw.reals({draw.extent(1, 4)}, 5, 12)); })
      .inputs(extreme, "every power of two up to 2³¹", [](Draw& draw) { return of(draw, every_power_of_two(draw)); })
      .inputs(edge, "tiny, zero and empty", [](Draw& draw) {
        return of(draw, draw.reals({draw.extent(0, 3)}, draw.format.min_exponent, std::max(draw.format.min_exponent, -20)));
      })
      .inputs(edge, "±0 beside others", [](Draw& draw) {
        Tensor<double> x = draw.reals({draw.extent(2, 5)});
        x[0] = 0;
        x[1] = -0.0;
        return of(draw, std::move(x));
      });
}

inline Tensor<Interval> negative(const Tensor<Interval>& x) {
  return map(x, [](const Interval& entry) { return -entry; });
}

/// x̄ lies between 0 and factor·ȳ.
template <class L>
void lies_below_cotangent(L& t, const Interval& factor, const char* what) {
  for (std::size_t i = 0; i < t.out.grad_x.size(); ++i) {
    const Interval &g = t.out.grad_x[i], &c = t.in.cotangent.y[i];
    t.exactly_at_most(0, g * c, "x̄ has the sign of ȳ");
    t.at_most(abs(g), factor * abs(c), what);
  }
}

/// Of x and of −x with the cotangents 1 (or those given): what `check` says of each pair.
template <class E, class Check>
void mirrored(E& t, bool ones, Check check) {
  auto here = t.in;
  if (ones)
    for (Interval& c : here.cotangent.y) c = 1;
  auto there = here;
  there.x = negative(here.x);
  const auto g = t.f(here).grad_x, h = t.f(there).grad_x;
  for (std::size_t i = 0; i < g.size(); ++i)
    if (here.x[i].is_finite()) check(g[i], h[i], here.cotangent.y[i]);
}

}  // namespace etalon::verify
