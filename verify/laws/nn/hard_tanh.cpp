#include "reference/contract/nn/hard_tanh.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::HardTanh;
using contract::nn::HardTanhVjp;
using In = HardTanh::In<double>;

In with_bounds(Draw& draw, Tensor<double> x) {
  if (draw.coin()) return {std::move(x), -1, 1};
  return {std::move(x), draw.one_of({0.0, -3.5, -0.25}), draw.one_of({6.0, 1.5, 0.125})};
}

const auto registered =
    entrywise_laws<HardTanh, with_bounds>()
        .inputs(edge, "infinite", [](Draw&) { return In{Tensor<double>({2}, {INFINITY, -INFINITY}), -1, 1}; })
        .inputs(edge, "at the bounds", [](Draw& draw) { return In{Tensor<double>({4}, {-2, 0.5, 0, draw.real()}), -2, 0.5}; })
        .refuses("C2", "no interval", [](Draw& draw) { return In{draw.reals({2}), 1, draw.one_of({1.0, 0.0, -2.0})}; })
        .law("C4", "low ≤ y ≤ high", [](Law<HardTanh>& t) {
          for (const Interval& y : t.out.y) {
            t.exactly_at_most(t.in.low, y, "low ≤ y");
            t.exactly_at_most(y, t.in.high, "y ≤ high");
          }
        })
        .theorem("C4", "|y − y′| ≤ |x − x′|", [](Exact<HardTanh>& t) {
          const auto y = t.f(t.in).y;
          for (std::size_t i = 1; i < y.size(); ++i)
            if (t.in.x[i].is_finite() && t.in.x[i - 1].is_finite()) t.at_most(abs(y[i] - y[i - 1]), abs(t.in.x[i] - t.in.x[i - 1]), "|y − y′| ≤ |x − x′|");
        });

const auto registered_vjp =
    laws<HardTanhVjp>().law("C3", "x̄ lies between 0 and ȳ", [](Law<HardTanhVjp>& t) { lies_below_cotangent(t, 1, "|x̄| ≤ |ȳ|"); });

/// Every slope between the one-sided ones.
const Kinks<HardTanhVjp> kinks("C3", "grad_x", [](const auto& in, std::size_t i, const Interval& u) -> std::optional<Interval> {
  if (is_at(in.x[i], in.low, u) || is_at(in.x[i], in.high, u)) return between(0, in.cotangent.y[i]);
  return std::nullopt;
});

}  // namespace
}  // namespace etalon::verify
