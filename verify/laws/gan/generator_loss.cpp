#include "reference/contract/gan/generator_loss.hpp"
#include "verify/laws/gan/scores.hpp"

namespace etalon::verify {
namespace {

using contract::gan::GeneratorLoss;
using contract::gan::GeneratorLossGradient;
using gan::filled;
using gan::logit;
using In = GeneratorLoss::In<double>;
using Variant = GeneratorLoss::Variant;

In logits(Draw& draw) {
  return {filled(draw.extent(1, 6), [&] { return logit(draw); })};
}
/// One side only: the small losses of a fooled or of a certain discriminator.
In one_sided(Draw& draw) {
  In in = logits(draw);
  const double side = draw.coin() ? 1 : -1;
  for (double& s : in.scores) s = side * std::fabs(s);
  return in;
}
In probabilities(Draw& draw) {
  return {filled(draw.extent(1, 6), [&] { return draw.uniform(0.03, 0.97); }), "probabilities"};
}
/// Beside 0, where log(1 − D) loses digits, and beside 1.
In confident(Draw& draw) {
  return {filled(draw.extent(1, 6), [&] {
            if (draw.coin()) return draw.magnitude(std::max(-40, draw.format.min_exponent + 2), -4);
            return 1 - std::ldexp(1.0, -static_cast<int>(draw.integer(2, draw.format.precision - 4)));
          }), "probabilities"};
}
/// Where exp overflows or underflows in float32 and float64.
In beyond_exp(Draw& draw) {
  In in = logits(draw);
  for (double& s : in.scores) s = round_to((draw.coin() ? 1 : -1) * (draw.coin() ? draw.uniform(80, 120) : draw.uniform(700, 1000)), draw.format);
  return in;
}

const auto registered =
    laws<GeneratorLoss>()
        .inputs(core, "logits", logits)
        .inputs(core, "one-sided logits", one_sided)
        .inputs(core, "probabilities", probabilities)
        .inputs(core, "probabilities beside 0 and 1", confident)
        .inputs(extreme, "beyond exp's range", beyond_exp)
        .inputs(extreme, "probabilities near 0", [](Draw& draw) {
          return In{filled(draw.extent(1, 4), [&] { return draw.magnitude(draw.format.min_exponent, std::max(-36, draw.format.min_exponent / 2)); }), "probabilities"};
        })
        .refuses("C3", "probabilities 0 and 1", [](Draw&) { return In{Tensor<double>({2}, {0, 1}), "probabilities"}; })
        .refuses("C3", "probabilities outside [0, 1]", [](Draw&) { return In{Tensor<double>({2}, {-0.5, 1.5}), "probabilities"}; })
        .theorem("C4", "loss of s = loss of σ(s)", [](Exact<GeneratorLoss>& t) {
          if (t.in.given != "logits" || GeneratorLoss::clamps(t.variant)) return;
          auto same = t.in;
          same.given = "probabilities";
          for (Interval& s : same.scores) s = 1 / (1 + exp(-s));
          t.equal(t.f(same).loss, t.f(t.in).loss, "loss of s = loss of σ(s)");
        })
        .law("C5", "−log D ≥ 0 ≥ log(1 − D)", [](Law<GeneratorLoss>& t) {
          if (!GeneratorLoss::saturates(t.variant)) t.exactly_at_most(0, t.out.loss, "0 ≤ −log D");
          else t.exactly_at_most(t.out.loss, 0, "log(1 − D) ≤ 0");
        })
        .theorem("C5", "−log D + log(1 − D) = −s", [](Exact<GeneratorLoss>& t) {
          if (t.in.given != "logits") return;
          Interval mean = 0;
          for (const Interval& s : t.in.scores) mean += s / Interval(t.in.scores.shape[0]);
          const Interval falling = t.f(t.in, Variant::non_saturating).loss, saturating = t.f(t.in, Variant::saturating).loss;
          t.equal_within(falling + saturating, -mean, falling - saturating, "the losses add up to −s");
        });

const auto registered_gradient =
    laws<GeneratorLossGradient>()
        .law("C4", "s̄ < 0", [](Law<GeneratorLossGradient>& t) {
          for (const Interval& g : t.out.grad_scores) {
            t.exactly_at_most(g, 0, "s̄ ≤ 0");  // it may underflow
            if (t.in.given == "logits" || !GeneratorLoss::clamps(t.variant)) t.holds(g < 0, "s̄ < 0");
            if (t.in.given == "logits") t.at_most(abs(g) * t.in.scores.shape[0], 1, "|s̄| ≤ 1/n");
          }
        })
        .theorem("C5", "a certain discriminator: saturation", [](Exact<GeneratorLossGradient>& t) {
          auto in = t.in;
          in.given = "logits";
          for (Interval& s : in.scores) s = -100 - abs(s);
          const Interval n = Interval(in.scores.shape[0]);
          const auto saturating = t.f(in, Variant::saturating).grad_scores, other = t.f(in, Variant::non_saturating).grad_scores;
          for (std::size_t i = 0; i < in.scores.size(); ++i) {
            t.at_most(abs(saturating[i]), exp(in.scores[i]) / n, "the saturating gradient is at most eˢ/n");
            t.at_most((1 - exp(in.scores[i])) / n, abs(other[i]), "the other is at least (1 − eˢ)/n");
          }
        });

}  // namespace
}  // namespace etalon::verify
