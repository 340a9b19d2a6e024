#include "reference/contract/nn/hinge_loss.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::HingeLoss;
using contract::nn::HingeLossGradient;
using In = HingeLoss::In<double>;
using Variant = HingeLoss::Variant;

In scored(Draw& draw) {
  const auto n = draw.extent(1, 8);
  In in{draw.reals({n}), Tensor<std::int64_t>({n})};
  for (auto& t : in.target) t = draw.coin() ? 1 : -1;
  return in;
}

const auto registered =
    laws<HingeLoss>()
        .inputs(core, "scores", scored)
        .inputs(core, "around the margin", [](Draw& draw) {
          In in = scored(draw);
          for (double& s : in.scores) s = draw.uniform(-2, 2);
          return in;
        })
        .inputs(edge, "at the margin", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          In in{Tensor<double>({n}), Tensor<std::int64_t>({n})};
          for (std::size_t i = 0; i < in.scores.size(); ++i) in.scores[i] = static_cast<double>(in.target[i] = draw.coin() ? 1 : -1);
          return in;
        })
        .law("C3", "0 ≤ loss", [](Law<HingeLoss>& t) { t.exactly_at_most(0, t.out.loss, "0 ≤ loss"); })
        .theorem("C3", "sum = n·mean", [](Exact<HingeLoss>& t) {
          t.equal(t.f(t.in, Variant::sum).loss, Interval(t.in.scores.shape[0]) * t.f(t.in, Variant::mean).loss, "sum = n·mean");
        })
        .theorem("C3", "loss(s, t) + loss(−s, t) ≥ 2", [](Exact<HingeLoss>& t) {
          auto other = t.in;
          for (Interval& s : other.scores) s = -s;
          t.at_most(2, t.f(t.in, Variant::mean).loss + t.f(other, Variant::mean).loss, "loss(s, t) + loss(−s, t) ≥ 2");
        });

const auto registered_gradient =
    laws<HingeLossGradient>()
        .law("C3", "−t/n or 0", [](Law<HingeLossGradient>& t) {
          for (std::size_t i = 0; i < t.out.grad_scores.size(); ++i) t.exactly_at_most(t.in.target[i] * t.out.grad_scores[i], 0, "the sign of −t");
        });

/// Every slope between the one-sided ones.
const Kinks<HingeLossGradient> kinks("C3", "grad_scores", [](const auto& in, std::size_t i, const Interval& u, auto variant) -> std::optional<Interval> {
  if (!is_at(in.target[i] * in.scores[i], 1, u)) return std::nullopt;
  return between(0, -Interval(in.target[i]) / (variant == Variant::mean ? in.scores.shape[0] : 1));
});

}  // namespace
}  // namespace etalon::verify
