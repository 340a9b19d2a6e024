#include "reference/contract/nn/mse.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Mse;
using contract::nn::MseGradient;
using In = Mse::In<double>;
using Variant = Mse::Variant;

In predictions(Draw& draw) {
  const auto n = draw.extent(1, 8);
  return {draw.reals({n}), draw.reals({n})};
}
/// Good ones: what is left is the last digits.
In nearly_right(Draw& draw) {
  In in = predictions(draw);
  for (std::size_t i = 0; i < in.x.size(); ++i) in.target[i] = round_to(in.x[i] * (1 + draw.magnitude(4 - draw.format.precision, -4)), draw.format);
  return in;
}

const auto registered =
    laws<Mse>()
        .inputs(core, "predictions", predictions)
        .inputs(core, "good predictions", nearly_right)
        .inputs(core, "many", [](Draw& draw) {
          const auto n = draw.extent(20, 50);
          return In{draw.reals({n}), draw.reals({n})};
        })
        .inputs(edge, "right predictions", [](Draw& draw) {
          In in = predictions(draw);
          in.target = in.x;
          return in;
        })
        .law("C2", "0 ≤ loss", [](Law<Mse>& t) { t.exactly_at_most(0, t.out.loss, "0 ≤ loss"); })
        .theorem("C2", "sum = n·mean", [](Exact<Mse>& t) {
          t.equal(t.f(t.in, Variant::sum).loss, Interval(t.in.x.shape[0]) * t.f(t.in, Variant::mean).loss, "sum = n·mean");
        })
        .theorem("C2", "0 where x = t", [](Exact<Mse>& t) {
          auto right = t.in;
          right.target = right.x;
          t.equal(t.f(right).loss, 0, "0 where x = t");
        })
        .theorem("C3", "of t and x, and of x + c and t + c", [](Exact<Mse>& t) {
          const Interval loss = t.f(t.in).loss;
          t.equal(t.f({t.in.target, t.in.x}).loss, loss, "of t and x");
          auto moved = t.in;
          for (Interval& x : moved.x) x += Interval(11) / 8;
          for (Interval& x : moved.target) x += Interval(11) / 8;
          t.equal(t.f(moved).loss, loss, "of x + c and t + c");
        });

const auto registered_gradient =
    laws<MseGradient>()
        .theorem("C2", "⟨x̄, x − t⟩ = 2·loss", [](Exact<MseGradient>& t) {
          const auto g = t.f(t.in).grad_x;
          Interval sum = 0;
          for (std::size_t i = 0; i < g.size(); ++i) sum += g[i] * (t.in.x[i] - t.in.target[i]);
          const Interval loss = Wings<Mse>::reference(t.in, t.variant)->loss;
          t.equal_within(sum, 2 * loss, loss, "⟨x̄, x − t⟩ = 2·loss");
        });

}  // namespace
}  // namespace etalon::verify
