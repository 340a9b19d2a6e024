#include "reference/contract/gan/value.hpp"

#include "reference/contract/gan/discriminator_loss.hpp"
#include "reference/contract/gan/generator_loss.hpp"
#include "verify/laws/gan/scores.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::DiscriminatorLoss;
using contract::gan::GeneratorLoss;
using contract::gan::GameValue;
using contract::gan::GameValueGradient;
using In = GameValue::In<double>;

const auto registered =
    laws<GameValue>()
        .inputs(core, "logits", [](Draw& draw) { return In{logits(draw), logits(draw)}; })
        .inputs(core, "probabilities", [](Draw& draw) { return In{probabilities(draw), probabilities(draw), "probabilities"}; })
        .inputs(core, "probabilities beside 0 and 1", [](Draw& draw) { return In{confident(draw), confident(draw), "probabilities"}; })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return In{beyond_exp(draw), beyond_exp(draw)}; })
        .inputs(extreme, "probabilities near 0", [](Draw& draw) { return In{near_zero(draw), near_zero(draw), "probabilities"}; })
        .inputs(edge, "certain and right", [](Draw& draw) {
          return In{filled(draw.extent(1, 3), [] { return 1.0; }), filled(draw.extent(1, 3), [] { return 0.0; }), "probabilities"};
        })
        .refuses("C3", "certain and wrong, or no probability", [](Draw& draw) {
          const bool real = draw.coin();
          return In{Tensor<double>({2}, {0.5, real ? draw.one_of({0.0, -0.5, 1.5}) : 1.0}), Tensor<double>({2}, {real ? 0.0 : draw.one_of({1.0, -0.5, 1.5}), 0.5}), "probabilities"};
        })
        .law("C4", "value ≤ 0", [](Law<GameValue>& t) { t.exactly_at_most(t.out.value, 0, "value ≤ 0"); })
        .theorem("C4", "minus the discriminator's loss", [](Exact<GameValue>& t) {
          const Interval value = t.f(t.in).value;
          t.equal(value, -Wings<DiscriminatorLoss>::reference(DiscriminatorLoss::In<Interval>{t.in.real, t.in.fake, t.in.given, 1, 0}, DiscriminatorLoss::Variant::added)->loss, "minus the discriminator's loss");
          if (t.in.given != "logits") return;
          const auto generator = Wings<GeneratorLoss>::reference(GeneratorLoss::In<Interval>{t.in.fake, t.in.given}, GeneratorLoss::Variant::saturating);
          const auto real = Wings<GeneratorLoss>::reference(GeneratorLoss::In<Interval>{t.in.real, t.in.given}, GeneratorLoss::Variant::non_saturating);
          t.equal(value, generator->loss - real->loss, "the generator's share of it");
        })
        .theorem("C5", "−log 4 at D = ½", [](Exact<GameValue>& t) {
          auto in = t.in;
          for (Interval& s : in.real) s = in.given == "logits" ? Interval(0) : Interval(1) / 2;
          for (Interval& s : in.fake) s = in.given == "logits" ? Interval(0) : Interval(1) / 2;
          t.equal(t.f(in).value, -log(Interval(4)), "−log 4");
        });

const auto registered_gradient =
    laws<GameValueGradient>()
        .law("C4", "grad_real ≥ 0 ≥ grad_fake", [](Law<GameValueGradient>& t) {
          for (const Interval& g : t.out.grad_real) t.exactly_at_most(0, g, "0 ≤ grad_real");
          for (const Interval& g : t.out.grad_fake) t.exactly_at_most(g, 0, "grad_fake ≤ 0");
        })
        .theorem("C5", "of the same answers, D = ½ alone is stationary", [](Exact<GameValueGradient>& t) {
          auto in = t.in;
          in.given = "logits", in.fake = in.real;
          const auto slope = [&](const Interval& s) {
            for (Interval& x : in.real) x = s;
            in.fake = in.real;
            const auto out = t.f(in);
            return Interval(out.grad_real[0] + out.grad_fake[0]);
          };
          t.equal_within(slope(0), 0, 1, "0 at D = ½");
          t.holds(slope(1) < 0, "falling where D > ½");
          t.holds(slope(-1) > 0, "rising where D < ½");
        });

}  // namespace
}  // namespace etalon::verify
