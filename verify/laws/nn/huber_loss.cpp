#include "reference/contract/nn/huber_loss.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::HuberLoss;
using contract::nn::HuberLossGradient;
using In = HuberLoss::In<double>;
using Variant = HuberLoss::Variant;

In predictions(Draw& draw) {
  const auto n = draw.extent(1, 8);
  return {draw.reals({n}), draw.reals({n}), round_to(draw.one_of({1.0, 0.5, 0.1, 2.0}), draw.format)};
}
/// Good ones: what is left is the last digits.
In nearly_right(Draw& draw) {
  In in = predictions(draw);
  for (std::size_t i = 0; i < in.x.size(); ++i) in.target[i] = round_to(in.x[i] * (1 + draw.magnitude(4 - draw.format.precision, -4)), draw.format);
  return in;
}

const auto registered =
    laws<HuberLoss>()
        .inputs(core, "predictions", predictions)
        .inputs(core, "good predictions", nearly_right)
        .inputs(core, "outliers", [](Draw& draw) {
          In in = predictions(draw);
          in.x[0] = draw.magnitude(6, 9);
          in.delta = draw.magnitude(-4, 4);
          return in;
        })
        .inputs(edge, "at δ", [](Draw&) { return In{Tensor<double>({4}, {1, -1, 1.5, 0}), Tensor<double>({4}, {0, 0, 0.5, 1}), 1}; })
        .law("C2", "0 ≤ loss", [](Law<HuberLoss>& t) { t.exactly_at_most(0, t.out.loss, "0 ≤ loss"); })
        .theorem("C2", "sum = n·mean", [](Exact<HuberLoss>& t) {
          t.equal(t.f(t.in, Variant::sum).loss, Interval(t.in.x.shape[0]) * t.f(t.in, Variant::mean).loss, "sum = n·mean");
        })
        .theorem("C2", "at most half the mean of d²", [](Exact<HuberLoss>& t) {
          Interval squares = 0;
          for (std::size_t i = 0; i < t.in.x.size(); ++i) squares += square(t.in.x[i] - t.in.target[i]);
          t.at_most(t.f(t.in, Variant::sum).loss, squares / 2, "at most half the sum of d²");
        })
        .theorem("C3", "of αx, αt and αδ it is α² times as large", [](Exact<HuberLoss>& t) {
          auto scaled = t.in;
          for (Interval& x : scaled.x) x = 3 * x;
          for (Interval& x : scaled.target) x = 3 * x;
          scaled.delta = 3 * scaled.delta;
          t.equal(t.f(scaled).loss, 9 * t.f(t.in).loss, "α² times as large");
        });

const auto registered_gradient =
    laws<HuberLossGradient>()
        .law("C2", "n·|x̄| ≤ δ, of the sign of x − t", [](Law<HuberLossGradient>& t) {
          const Interval n = t.variant == Variant::mean ? t.in.x.shape[0] : 1;
          for (std::size_t i = 0; i < t.out.grad_x.size(); ++i) {
            t.at_most(n * abs(t.out.grad_x[i]), t.in.delta, "n·|x̄| ≤ δ");
            t.exactly_at_most(0, t.out.grad_x[i] * (t.in.x[i] - t.in.target[i]), "x̄ has the sign of x − t");
          }
        });

}  // namespace
}  // namespace etalon::verify
