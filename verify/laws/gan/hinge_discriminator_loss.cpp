#include "reference/contract/gan/hinge_discriminator_loss.hpp"

#include "reference/contract/nn/hinge_loss.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/laws/gan/scores.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::HingeDiscriminatorLoss;
using contract::gan::HingeDiscriminatorLossGradient;
using contract::nn::HingeLoss;
using In = HingeDiscriminatorLoss::In<double>;
using Variant = HingeDiscriminatorLoss::Variant;

Tensor<double> around_the_margin(Draw& draw) { return draw.uniforms({draw.extent(1, 6)}, -2, 2); }
Tensor<double> at_the_margin(Draw& draw) {
  return filled(draw.extent(1, 4), [&] { return draw.coin() ? 1.0 : -1.0; });
}
Interval nn_hinge(const Tensor<Interval>& scores, std::int64_t target) {
  Tensor<std::int64_t> targets(scores.shape);
  std::fill(targets.begin(), targets.end(), target);
  return Wings<HingeLoss>::reference(HingeLoss::In<Interval>{scores, targets}, HingeLoss::Variant::mean)->loss;
}

const auto registered =
    laws<HingeDiscriminatorLoss>()
        .inputs(core, "scores", [](Draw& draw) { return In{scores(draw), scores(draw)}; })
        .inputs(core, "around the margin", [](Draw& draw) { return In{around_the_margin(draw), around_the_margin(draw)}; })
        .inputs(extreme, "of any size", [](Draw& draw) { return In{scores_of_any_size(draw), scores_of_any_size(draw)}; })
        .inputs(edge, "at the margin", [](Draw& draw) { return In{at_the_margin(draw), at_the_margin(draw)}; })
        .law("C2", "loss ≥ 0", [](Law<HingeDiscriminatorLoss>& t) { t.exactly_at_most(0, t.out.loss, "loss ≥ 0"); })
        .theorem("C2", "0 only behind both margins; half of the sum", [](Exact<HingeDiscriminatorLoss>& t) {
          t.equal(2 * t.f(t.in, Variant::halved).loss, t.f(t.in, Variant::added).loss, "half of the sum");
          auto behind = t.in;
          for (Interval& s : behind.real) s = 1 + abs(s);
          for (Interval& s : behind.fake) s = -1 - abs(s);
          t.holds(t.f(behind).loss == 0, "0 behind the margins");
          behind.fake[0] = -Interval(1) / 2;
          t.holds(t.f(behind).loss > 0, "not 0 before one");
        })
        .theorem("C3", "nn.hinge_loss of each", [](Exact<HingeDiscriminatorLoss>& t) {
          t.equal(t.f(t.in, Variant::added).loss, nn_hinge(t.in.real, 1) + nn_hinge(t.in.fake, -1), "nn.hinge_loss of each");
        });

const auto registered_gradient =
    laws<HingeDiscriminatorLossGradient>()
        .law("C2", "grad_real ≤ 0 ≤ grad_fake", [](Law<HingeDiscriminatorLossGradient>& t) {
          for (const Interval& g : t.out.grad_real) t.exactly_at_most(g, 0, "grad_real ≤ 0");
          for (const Interval& g : t.out.grad_fake) t.exactly_at_most(0, g, "0 ≤ grad_fake");
        });

/// Every slope between those beside the kink.
std::optional<Interval> kink(const Interval& s, int at, std::int64_t n, const Interval& u, Variant variant) {
  if (!is_at(s, at, u)) return std::nullopt;
  return between(0, -Interval(at) / (n * (variant == Variant::halved ? 2 : 1)));
}
const Kinks<HingeDiscriminatorLossGradient> of_real("C2", "grad_real", [](const auto& in, std::size_t i, const Interval& u, auto variant) { return kink(in.real[i], 1, in.real.shape[0], u, variant); });
const Kinks<HingeDiscriminatorLossGradient> of_fake("C2", "grad_fake", [](const auto& in, std::size_t i, const Interval& u, auto variant) { return kink(in.fake[i], -1, in.fake.shape[0], u, variant); });

}  // namespace
}  // namespace etalon::verify
