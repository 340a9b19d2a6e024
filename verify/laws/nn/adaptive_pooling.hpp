#pragma once
#include <algorithm>
#include <cmath>

#include "reference/contract/adaptive_windows.hpp"
#include "verify/laws/nn/pooling.hpp"

/// What adaptive poolings are tried on, and what they obey.
namespace etalon::verify {

using contract::AdaptiveWindows;

/// From one window to as many as entries along each axis; now and then the one along each that is taken where none is asked for.
template <class Op>
typename Op::template In<double> into_windows(Draw& draw, Tensor<double> x) {
  typename Op::template In<double> in{std::move(x)};
  Dimensions output_size;
  for (std::size_t k = 2; k < in.x.rank(); ++k) output_size.push_back(draw.integer(1, in.x.shape[k]));
  if (draw.integer(0, 3) > 0) in.output_size = Tensor<std::int64_t>({static_cast<std::int64_t>(output_size.size())}, output_size);
  return in;
}

/// The classes that both share, and their symmetry; `C5` is its clause.
template <class Op>
Laws<Op> adaptive_laws() {
  using In = typename Op::template In<double>;
  return laws<Op>()
      .inputs(core, "one axis", [](Draw& draw) { return into_windows<Op>(draw, planes(draw, 1)); })
      .inputs(core, "two axes", [](Draw& draw) { return into_windows<Op>(draw, planes(draw, 2)); })
      .inputs(core, "three axes", [](Draw& draw) { return into_windows<Op>(draw, planes(draw, 3)); })
      .inputs(core, "negative entries", [](Draw& draw) {
        Tensor<double> x = planes(draw, draw.coin() ? 1 : 2);
        for (double& entry : x) entry = -std::fabs(entry);
        return into_windows<Op>(draw, std::move(x));
      })
      .inputs(core, "ties", [](Draw& draw) {
        Tensor<double> x = planes(draw, draw.coin() ? 1 : 2);
        for (double& entry : x) entry = static_cast<double>(draw.integer(-1, 1));
        return into_windows<Op>(draw, std::move(x));
      })
      .inputs(edge, "no samples or no channels", [](Draw& draw) {
        In in{Tensor<double>({draw.integer(0, 1), 0, draw.integer(1, 3)})};
        if (draw.coin()) std::swap(in.x.shape[0], in.x.shape[1]);
        return in;
      })
      .refuses("C1", "axes that do not fit, no window, or more than entries", [](Draw& draw) {
        const auto of = [&](Dimensions shape, std::vector<std::int64_t> output_size) {
          return In{draw.reals(shape), Tensor<std::int64_t>({static_cast<std::int64_t>(output_size.size())}, output_size)};
        };
        return draw.one_of<In>({of({2, 2}, {}), of({1, 1, 1, 1, 1, 1}, {}), of({1, 1, 2}, {1, 1}), of({1, 1, 2, 2}, {1}), of({1, 1, 2}, {0}), of({1, 1, 2}, {-1}), of({1, 1, 2}, {3}),
                                of({1, 1, 0}, {}), of({1, 1, 0}, {0})});
      })
      .theorem("C5", "of x in reverse it is y in reverse", [](Exact<Op>& t) {
        auto reversed = t.in;
        std::reverse(reversed.x.begin(), reversed.x.end());
        const auto y = t.f(t.in).y, z = t.f(reversed).y;
        Interval scale = 1;
        for (const Interval& x : t.in.x)
          if (x.is_finite()) scale += abs(x);
        for (std::size_t o = 0; o < y.size(); ++o)
          if (y[o].is_finite()) t.equal_within(z[y.size() - 1 - o], y[o], scale, "of x in reverse it is y in reverse");
      });
}

template <class Vjp, class Op>
typename Vjp::template In<double> cotangent_unlike_windows(Draw& draw) {
  typename Vjp::template In<double> in{into_windows<Op>(draw, planes(draw, 1)), {}};
  in.cotangent.y = draw.reals(draw.one_of<Dimensions>({{2}, {in.x.shape[0], in.x.shape[1], in.x.shape[2] + 1}, {}}));
  return in;
}

/// The same as Plain with windows side by side, as many along each axis as halve, third … it, if output_size does so.
template <class Plain, class In>
std::optional<typename Plain::template In<Interval>> side_by_side(const In& in) {
  typename Plain::template In<Interval> plain{.x = in.x, .kernel = Tensor<std::int64_t>({static_cast<std::int64_t>(in.x.rank() - 2)})};
  for (std::size_t k = 0; k < plain.kernel.size(); ++k) {
    const std::int64_t extent = in.x.shape[2 + k], count = in.output_size.size() == 0 ? 1 : in.output_size[k];
    if (extent % count != 0) return std::nullopt;
    plain.kernel[k] = extent / count;
  }
  return plain;
}

}  // namespace etalon::verify
