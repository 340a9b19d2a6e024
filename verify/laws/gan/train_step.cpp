#include "reference/contract/gan/train_step.hpp"

#include "reference/contract/gan/discriminator_loss.hpp"
#include "verify/laws/gan/players.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::DiscriminatorLoss;
using contract::gan::TrainStep;
using In = TrainStep::In<double>;
using Variant = TrainStep::Variant;

In step(Draw& draw, const char* activation, int lowest = -2, int highest = 0) {
  In in = players<In>(draw, activation, lowest, highest);
  in.g_rate = draw.magnitude(-5, -1);
  return in;
}

const auto registered =
    laws<TrainStep>()
        .leaves_out("one input far from the others", "sums overflow on the way, and a saturated answer does not err as its slope there says")
        .leaves_out("one or two entries far from the others", "sums overflow on the way, and a saturated answer does not err as its slope there says")
        .inputs(core, "smooth", [](Draw& draw) { return step(draw, draw.coin() ? "tanh" : "softplus"); })
        .inputs(core, "leaky", [](Draw& draw) { return step(draw, "leaky_relu"); })
        .inputs(extreme, "saturated", [](Draw& draw) { return step(draw, draw.coin() ? "tanh" : "softplus", 0, 2); })
        .inputs(edge, "no rates", [](Draw& draw) {
          In in = step(draw, any_activation(draw));
          return (draw.coin() ? in.d_rate : in.g_rate) = 0, in;
        })
        .refuses("C2", "layers that do not fit", [](Draw& draw) { return misfits(draw, step(draw, "tanh")); })
        .theorem("C4", "the losses of what nn.mlp gives", [](Exact<TrainStep>& t) {
          const auto& in = t.in;
          const auto fake = mlp_of(in.noise, in.g_weights, in.g_biases, in.activation);
          if (!fake) return;
          const auto out = t.f(in);
          const auto answers = [&](const Tensor<Interval>& x, const auto& weights, const auto& biases) { return column(*mlp_of(x, weights, biases, in.activation)); };
          const DiscriminatorLoss::In<Interval> scores{answers(in.real, in.d_weights, in.d_biases), answers(*fake, in.d_weights, in.d_biases), "logits", 1, 0};
          t.equal(out.d_loss, Wings<DiscriminatorLoss>::reference(scores, DiscriminatorLoss::Variant::added)->loss, "d_loss");
          t.equal(out.g_loss, generator_loss_of(answers(*fake, out.d_weights_next, out.d_biases_next), t.variant == Variant::saturating), "g_loss");
        })
        .theorem("C5", "each step moves its own player", [](Exact<TrainStep>& t) {
          auto in = t.in;
          in.g_rate = 0;
          const auto both = t.f(t.in), d_alone = t.f(in);
          equal_lists(t, d_alone.g_weights_next, in.g_weights, 1, "G stays at η_G = 0");
          equal_lists(t, d_alone.d_weights_next, both.d_weights_next, 1, "D steps as before");
          in = t.in, in.d_rate = 0;
          const auto g_alone = t.f(in);
          equal_lists(t, g_alone.d_weights_next, in.d_weights, 1, "D stays at η_D = 0");
          // the generator's step from there is that of both against the new discriminator
          in.d_weights = both.d_weights_next, in.d_biases = both.d_biases_next;
          equal_lists(t, t.f(in).g_weights_next, both.g_weights_next, 1, "G steps against the new D");
        });

}  // namespace
}  // namespace etalon::verify
