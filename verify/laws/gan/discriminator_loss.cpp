#include "reference/contract/gan/discriminator_loss.hpp"

#include "verify/laws/gan/scores.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::DiscriminatorLoss;
using contract::gan::DiscriminatorLossGradient;
using In = DiscriminatorLoss::In<double>;
using Variant = DiscriminatorLoss::Variant;

In smoothed(Draw& draw, In in) {
  in.real_label = draw.coin() ? round_to(0.9, draw.format) : draw.uniform(0.5, 1);
  if (draw.coin()) in.fake_label = draw.coin() ? round_to(0.1, draw.format) : draw.uniform(0, 0.5);
  return in;
}

const auto registered =
    laws<DiscriminatorLoss>()
        .inputs(core, "logits", [](Draw& draw) { return In{logits(draw), logits(draw)}; })
        .inputs(core, "probabilities", [](Draw& draw) { return In{probabilities(draw), probabilities(draw), "probabilities"}; })
        .inputs(core, "probabilities beside 0 and 1", [](Draw& draw) { return In{confident(draw), confident(draw), "probabilities"}; })
        .inputs(core, "smoothed labels of logits", [](Draw& draw) { return smoothed(draw, {logits(draw), logits(draw)}); })
        .inputs(core, "smoothed labels of probabilities", [](Draw& draw) { return smoothed(draw, {confident(draw), probabilities(draw), "probabilities"}); })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return In{beyond_exp(draw), beyond_exp(draw)}; })
        .inputs(extreme, "probabilities near 0", [](Draw& draw) { return In{near_zero(draw), near_zero(draw), "probabilities"}; })
        .inputs(extreme, "smoothed labels, probabilities near 0", [](Draw& draw) { return smoothed(draw, {near_zero(draw), near_zero(draw), "probabilities"}); })
        .inputs(edge, "certain and right", [](Draw& draw) {
          return In{filled(draw.extent(1, 3), [] { return 1.0; }), filled(draw.extent(1, 3), [] { return 0.0; }), "probabilities"};
        })
        .refuses("C4", "certain and wrong, or no probability", [](Draw& draw) {
          const bool swapped = draw.coin();
          return In{Tensor<double>({2}, {0.5, swapped ? 1.0 : -0.5}), Tensor<double>({2}, {swapped ? 1.5 : 0.0, 0.5}), "probabilities"};
        })
        .law("C5", "loss ≥ 0", [](Law<DiscriminatorLoss>& t) { t.exactly_at_most(0, t.out.loss, "loss ≥ 0"); })
        .theorem("C5", "of logits and of their probabilities", [](Exact<DiscriminatorLoss>& t) {
          if (t.in.given != "logits" || DiscriminatorLoss::clamps(t.variant) || !moderate(t.in.real) || !moderate(t.in.fake)) return;
          auto same = t.in;
          same.given = "probabilities", same.real = probabilities_of(t.in.real), same.fake = probabilities_of(t.in.fake);
          t.equal(t.f(same).loss, t.f(t.in).loss, "loss of s = loss of σ(s)");
        })
        .theorem("C5", "half of the sum", [](Exact<DiscriminatorLoss>& t) {
          const bool clamps = DiscriminatorLoss::clamps(t.variant);
          t.equal(2 * t.f(t.in, clamps ? Variant::halved_clamped : Variant::halved).loss, t.f(t.in, clamps ? Variant::added_clamped : Variant::added).loss, "half of the sum");
        })
        .theorem("C6", "with the roles exchanged", [](Exact<DiscriminatorLoss>& t) {
          if (t.in.given != "logits") return;
          const DiscriminatorLoss::In<Interval> other{negated(t.in.fake), negated(t.in.real), "logits", 1 - t.in.fake_label, 1 - t.in.real_label};
          t.equal(t.f(other).loss, t.f(t.in).loss, "with the roles exchanged");
        });

const auto registered_gradient =
    laws<DiscriminatorLossGradient>()
        .law("C5", "grad_real ≤ 0 ≤ grad_fake at the labels 1 and 0", [](Law<DiscriminatorLossGradient>& t) {
          if (!(t.in.real_label == 1).certainly() || !t.in.fake_label.is_zero()) return;
          for (const Interval& g : t.out.grad_real) t.exactly_at_most(g, 0, "grad_real ≤ 0");
          for (const Interval& g : t.out.grad_fake) t.exactly_at_most(0, g, "0 ≤ grad_fake");
        })
        .theorem("C6", "0 at D = t", [](Exact<DiscriminatorLossGradient>& t) {
          auto in = t.in;
          in.given = "probabilities", in.real_label = Interval(7) / 8, in.fake_label = Interval(1) / 16;
          for (Interval& d : in.real) d = in.real_label;
          for (Interval& d : in.fake) d = in.fake_label;
          const auto out = t.f(in);
          for (const Interval& g : out.grad_real) t.equal_within(g, 0, 1, "grad_real at D = t");
          for (const Interval& g : out.grad_fake) t.equal_within(g, 0, 1, "grad_fake at D = t");
        });

}  // namespace
}  // namespace etalon::verify
