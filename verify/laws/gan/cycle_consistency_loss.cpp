#include "reference/contract/gan/cycle_consistency_loss.hpp"

#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::gan::CycleConsistencyLoss;
using contract::gan::CycleConsistencyLossGradient;
using In = CycleConsistencyLoss::In<double>;
using Variant = CycleConsistencyLoss::Variant;

In images(Draw& draw) {
  const Dimensions of_x{draw.extent(1, 3), draw.extent(1, 4)}, of_y{draw.extent(1, 3), draw.extent(1, 4)};
  In in{draw.uniforms(of_x, -1, 1), draw.uniforms(of_x, -1, 1), draw.uniforms(of_y, -1, 1), draw.uniforms(of_y, -1, 1)};
  in.lambda = draw.one_of({10.0, 1.0, draw.magnitude(-4, 7)});
  return in;
}

const auto registered =
    laws<CycleConsistencyLoss>()
        .inputs(core, "images", images)
        .inputs(core, "good cycles", [](Draw& draw) {
          In in = images(draw);
          for (std::size_t i = 0; i < in.x.size(); ++i) in.x_cycled[i] = round_to(in.x[i] * (1 + draw.real(-16, -4)), draw.format);
          for (std::size_t i = 0; i < in.y.size(); ++i) in.y_cycled[i] = round_to(in.y[i] * (1 + draw.real(-16, -4)), draw.format);
          return in;
        })
        .inputs(extreme, "of any size", [](Draw& draw) {
          In in = images(draw);
          for (auto* x : {&in.x, &in.x_cycled, &in.y, &in.y_cycled})
            for (double& entry : *x) entry = draw.real(draw.format.min_exponent, draw.format.max_exponent - 4);
          return in.lambda = draw.one_of({1.0, 0.0, draw.magnitude(draw.format.min_exponent / 2, 0)}), in;
        })
        .inputs(edge, "back where they were", [](Draw& draw) {
          In in = images(draw);
          in.y_cycled = in.y;
          for (std::size_t i = 0; i < in.x.size(); ++i)
            if (draw.coin()) in.x_cycled[i] = in.x[i];
          return in;
        })
        .law("C3", "loss ≥ 0", [](Law<CycleConsistencyLoss>& t) { t.exactly_at_most(0, t.out.loss, "loss ≥ 0"); })
        .theorem("C3", "0 of perfect cycles; the directions exchanged", [](Exact<CycleConsistencyLoss>& t) {
          t.holds(t.f({t.in.x, t.in.x, t.in.y, t.in.y, t.in.lambda}).loss == 0, "0 of perfect cycles");
          t.equal(t.f({t.in.y, t.in.y_cycled, t.in.x, t.in.x_cycled, t.in.lambda}).loss, t.f(t.in).loss, "the directions exchanged");
        })
        .theorem("C4", "of each direction; the norm of each image", [](Exact<CycleConsistencyLoss>& t) {
          const auto there = [&](Variant v) { return t.f({t.in.x, t.in.x_cycled, t.in.y, t.in.y, t.in.lambda}, v).loss; };
          const Interval back = t.f({t.in.x, t.in.x, t.in.y, t.in.y_cycled, t.in.lambda}).loss;
          t.equal(t.f(t.in).loss, there(t.variant) + back, "the sum of both");
          t.equal(there(Variant::batch_mean), t.in.x.shape[1] * there(Variant::mean), "d times the mean");
        });

const auto registered_gradient =
    laws<CycleConsistencyLossGradient>()
        .law("C3", "towards the image", [](Law<CycleConsistencyLossGradient>& t) {
          const auto towards = [&](const auto& slopes, const auto& cycled, const auto& x) {
            for (std::size_t i = 0; i < x.size(); ++i) {
              t.exactly_at_most(0, slopes[i] * (cycled[i] - x[i]), "the sign of the difference");
              if (!is_at(cycled[i], x[i], 0)) t.at_most(abs(slopes[i]) * CycleConsistencyLoss::divisor(x, t.variant), t.in.lambda, "at most λ/N");
            }
          };
          towards(t.out.grad_x_cycled, t.in.x_cycled, t.in.x);
          towards(t.out.grad_y_cycled, t.in.y_cycled, t.in.y);
        });

std::optional<Interval> kink(const Tensor<Interval>& cycled, const Tensor<Interval>& x, std::size_t i, const Interval& lambda, const Interval& u, Variant variant) {
  if (!is_at(cycled[i], x[i], u)) return std::nullopt;
  const Interval share = lambda / CycleConsistencyLoss::divisor(x, variant) * (1 + u);  // either end of the slopes is rounded too
  return between(-share, share);
}
const Kinks<CycleConsistencyLossGradient> of_x("C3", "grad_x_cycled", [](const auto& in, std::size_t i, const Interval& u, auto v) { return kink(in.x_cycled, in.x, i, in.lambda, u, v); });
const Kinks<CycleConsistencyLossGradient> of_y("C3", "grad_y_cycled", [](const auto& in, std::size_t i, const Interval& u, auto v) { return kink(in.y_cycled, in.y, i, in.lambda, u, v); });

}  // namespace
}  // namespace etalon::verify
