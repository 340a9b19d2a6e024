#include "reference/contract/gan/pix2pix_loss.hpp"

#include "reference/contract/gan/generator_loss.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/laws/gan/scores.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::GeneratorLoss;
using contract::gan::GeneratorLossGradient;
using contract::gan::Pix2pixLoss;
using contract::gan::Pix2pixLossGradient;
using In = Pix2pixLoss::In<double>;

In images(Draw& draw) {
  const auto n = draw.extent(1, 8);
  return In{logits(draw), draw.uniforms({n}, -1, 1), draw.uniforms({n}, -1, 1), draw.one_of({100.0, 10.0, draw.magnitude(-4, 7)})};
}

const auto registered =
    laws<Pix2pixLoss>()
        .inputs(core, "images", images)
        .inputs(core, "good images", [](Draw& draw) {
          In in = images(draw);
          for (std::size_t i = 0; i < in.target.size(); ++i) in.generated[i] = round_to(in.target[i] * (1 + draw.real(-16, -4)), draw.format);
          return in;
        })
        .inputs(extreme, "of any size", [](Draw& draw) {
          const auto n = draw.extent(1, 6);
          const auto any = [&] { return draw.reals({n}, draw.format.min_exponent, draw.format.max_exponent - 4); };
          Tensor<double> s = beyond_exp(draw), x = any();
          return In{std::move(s), std::move(x), any(), draw.one_of({1.0, 0.0, draw.magnitude(draw.format.min_exponent / 2, 0)})};
        })
        .inputs(edge, "on the target", [](Draw& draw) {
          In in = images(draw);
          for (std::size_t i = 0; i < in.target.size(); ++i)
            if (draw.coin()) in.generated[i] = in.target[i];
          return in;
        })
        .law("C4", "loss ≥ 0", [](Law<Pix2pixLoss>& t) { t.exactly_at_most(0, t.out.loss, "loss ≥ 0"); })
        .theorem("C3", "gan.generator_loss and the mean distance", [](Exact<Pix2pixLoss>& t) {
          auto in = t.in;
          const Interval fooling = Wings<GeneratorLoss>::reference(GeneratorLoss::In<Interval>{t.in.logits, "logits"}, GeneratorLoss::Variant::non_saturating)->loss;
          in.lambda = 0;
          t.equal(t.f(in).loss, fooling, "at λ = 0");
          Interval distance = 0;
          for (std::size_t i = 0; i < in.target.size(); ++i) distance += abs(in.generated[i] - in.target[i]) / in.target.shape[0];
          in.lambda = 3;
          t.equal(t.f(in).loss, fooling + 3 * distance, "at λ = 3");
          in.generated = in.target;
          t.equal(t.f(in).loss, fooling, "on the target");
        });

const auto registered_gradient =
    laws<Pix2pixLossGradient>()
        .theorem("C3", "gan.generator_loss.gradient", [](Exact<Pix2pixLossGradient>& t) {
          t.equal(t.f(t.in).grad_logits, Wings<GeneratorLossGradient>::reference(GeneratorLoss::In<Interval>{t.in.logits, "logits"}, GeneratorLoss::Variant::non_saturating)->grad_scores, "of the logits");
        })
        .law("C4", "λ/n, to the target's side", [](Law<Pix2pixLossGradient>& t) {
          for (std::size_t i = 0; i < t.in.target.size(); ++i) {
            t.exactly_at_most(0, t.out.grad_generated[i] * (t.in.generated[i] - t.in.target[i]), "the sign of G(x) − y");
            if (!is_at(t.in.generated[i], t.in.target[i], 0)) t.at_most(abs(t.out.grad_generated[i]) * t.in.target.shape[0], t.in.lambda, "at most λ/n");
          }
        });

const Kinks<Pix2pixLossGradient> kinks("C4", "grad_generated", [](const auto& in, std::size_t i, const Interval& u) -> std::optional<Interval> {
  if (!is_at(in.generated[i], in.target[i], u)) return std::nullopt;
  const Interval share = in.lambda / in.target.shape[0] * (1 + u);  // either end of the slopes is rounded too
  return between(-share, share);
});

}  // namespace
}  // namespace etalon::verify
