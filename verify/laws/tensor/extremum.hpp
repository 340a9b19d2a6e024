#pragma once
#include <cmath>

#include "verify/laws/tensor/reduction.hpp"

/// What tensor.max, min, argmax and argmin are tried on, and what they obey.
namespace etalon::verify {

/// Does x come before y, or after it?
template <bool largest>
Ternary beats(const Interval& x, const Interval& y) {
  return largest ? x > y : x < y;
}

template <class Op, bool largest>
Laws<Op> extremum_laws() {
  return reduction_laws<Op>()
      .refuses("C2", "no entries", [](Draw& draw) { return typename Op::template In<double>{Tensor<double>({0}), Tensor<std::int64_t>({0}), draw.integer(0, 1)}; })
      .inputs(edge, "lanes of none", [](Draw&) { return typename Op::template In<double>{Tensor<double>({0, 3}), Tensor<std::int64_t>({1}, {1}), 0}; })
      .inputs(edge, "infinite", [](Draw& draw) {
        Tensor<double> x = draw.reals({draw.extent(2, 4)});
        x[0] = draw.coin() ? INFINITY : -INFINITY;
        return over_some_axes<Op>(draw, std::move(x));
      })
      .law("C5", "no entry comes before it", [](Law<Op>& t) {
        for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
          for (std::int64_t k = 0; k < lanes.length; ++k) {
            const Interval &x = t.in.x[lanes.index(lane, k)], &y = t.out.y[lane];
            largest ? t.exactly_at_most(x, y, "an entry is larger") : t.exactly_at_most(y, x, "an entry is smaller");
          }
        });
      })
      .theorem("C5", "y is one of them", [](Exact<Op>& t) {
        const auto y = t.f(t.in).y;
        for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
          bool found = false;
          for (std::int64_t k = 0; k < lanes.length; ++k) found = found || (t.in.x[lanes.index(lane, k)] == y[lane]).certainly();
          t.holds(found, "y is one of them");
        });
      });
}

template <class Op>
Laws<Op> shares_of_extremum() {
  return laws<Op>().requirement("C4", "Σ x̄ = ȳ", [](Trial<Op>& t) {
    for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
      Interval sum = -t.in.cotangent.y[lane];
      for (std::int64_t k = 0; k < lanes.length; ++k) sum += t.out.grad_x[lanes.index(lane, k)];
      t.at_most(abs(sum), lanes.length * (t.u * abs(t.in.cotangent.y[lane]) + t.eta), "|Σ x̄ − ȳ|");  // each share is rounded
    });
  });
}

template <class Op, bool largest>
Laws<Op> arg_laws() {
  using In = typename Op::template In<double>;
  return laws<Op>()
      .inputs(core, "a vector", [](Draw& draw) { return In{draw.reals({draw.extent(1, 12)})}; })
      .inputs(core, "axis of a tensor", [](Draw& draw) { return In{of_three_axes(draw), draw.integer(-3, 2)}; })
      .inputs(core, "ties", [](Draw& draw) {
        Tensor<double> x({draw.extent(1, 3), draw.extent(2, 6)});
        for (double& entry : x) entry = static_cast<double>(draw.integer(-1, 1));
        return In{x, draw.integer(-2, 1)};
      })
      .inputs(edge, "±0 and infinities", [](Draw& draw) {
        Tensor<double> x({draw.extent(2, 5)});
        for (double& entry : x) entry = draw.one_of({0.0, -0.0, double(INFINITY), -double(INFINITY)});
        return In{x};
      })
      .law("C2", "none beats it, and none before it is as good", [](Law<Op>& t) {
        const auto lanes = Lanes::along(t.in.x.shape, t.in.axis);
        for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
          const std::int64_t found = t.out.index[lane];
          if (found < 0 || found >= lanes->length) return t.holds(false, "an index outside the axis");
          const Interval best = t.in.x[lanes->index(lane, found)];
          for (std::int64_t k = 0; k < lanes->length; ++k) {
            const Interval& x = t.in.x[lanes->index(lane, k)];
            t.holds(k < found ? beats<largest>(best, x) : !beats<largest>(x, best), "another entry comes first");
          }
        }
      });
}

}  // namespace etalon::verify
