#include "reference/contract/gan/unrolled_generator_loss.hpp"

#include "reference/contract/gan/train_step.hpp"
#include "verify/laws/gan/players.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::GeneratorLoss;
using contract::gan::GeneratorLossGradient;
using contract::gan::TrainStep;
using contract::gan::UnrolledGeneratorLoss;
using contract::gan::UnrolledGeneratorLossGradient;
using contract::nn::Mlp;
using contract::nn::MlpVjp;
using In = UnrolledGeneratorLoss::In<double>;

In unrolled(Draw& draw, const char* activation, std::int64_t steps, int lowest = -2, int highest = 0) {
  In in = players<In>(draw, activation, lowest, highest);
  in.steps = steps;
  return in;
}

const auto registered =
    laws<UnrolledGeneratorLoss>()
        .leaves_out("one input far from the others", "sums overflow on the way, and a saturated answer does not err as its slope there says")
        .leaves_out("one or two entries far from the others", "sums overflow on the way, and a saturated answer does not err as its slope there says")
        .inputs(core, "smooth", [](Draw& draw) { return unrolled(draw, draw.coin() ? "tanh" : "softplus", draw.integer(1, 3)); })
        .inputs(core, "leaky", [](Draw& draw) { return unrolled(draw, "leaky_relu", draw.integer(1, 3)); })
        .inputs(core, "no steps", [](Draw& draw) { return unrolled(draw, any_activation(draw), 0); })
        .inputs(extreme, "saturated", [](Draw& draw) { return unrolled(draw, draw.coin() ? "tanh" : "softplus", draw.integer(1, 2), 0, 1); })
        .inputs(edge, "no rate", [](Draw& draw) {
          In in = unrolled(draw, any_activation(draw), draw.integer(0, 3));
          return in.d_rate = 0, in;
        })
        .refuses("C2", "layers that do not fit", [](Draw& draw) { return misfits(draw, unrolled(draw, "tanh", 1)); })
        .theorem("C4", "gan.generator_loss without steps; one step more", [](Exact<UnrolledGeneratorLoss>& t) {
          auto in = t.in;
          in.steps = 0;
          if (const auto fake = mlp_of(in.noise, in.g_weights, in.g_biases, in.activation))
            t.equal(t.f(in).loss, generator_loss_of(*mlp_of(*fake, in.d_weights, in.d_biases, in.activation), false), "gan.generator_loss");
          const auto next = Wings<TrainStep>::reference(TrainStep::In<Interval>{in.real, in.noise, in.d_weights, in.d_biases, in.g_weights, in.g_biases, in.activation, in.slope, in.d_rate, 0}, {});
          auto after = t.in;
          after.steps = 1, in.d_weights = next->d_weights_next, in.d_biases = next->d_biases_next;
          t.equal(t.f(after).loss, t.f(in).loss, "from where a step leads");
        })
        .theorem("C5", "no step at η = 0", [](Exact<UnrolledGeneratorLoss>& t) {
          auto still = t.in, none = t.in;
          still.d_rate = 0, none.steps = 0;
          t.equal(t.f(still).loss, t.f(none).loss, "no step at η = 0");
        });

const auto registered_gradient =
    laws<UnrolledGeneratorLossGradient>()
        .leaves_out("one input far from the others", "sums overflow on the way, and a saturated answer does not err as its slope there says")
        .leaves_out("one or two entries far from the others", "sums overflow on the way, and a saturated answer does not err as its slope there says")
        .theorem("C4", "nn.mlp.vjp without steps", [](Exact<UnrolledGeneratorLossGradient>& t) {
          auto in = t.in;
          in.steps = 0;
          const auto fake = mlp_of(in.noise, in.g_weights, in.g_biases, in.activation);
          if (!fake) return;
          const Mlp::In<Interval> d{*fake, in.d_weights, in.d_biases, in.activation}, g{in.noise, in.g_weights, in.g_biases, in.activation};
          const auto answers = Wings<Mlp>::reference(d)->y;
          auto slopes = Wings<GeneratorLossGradient>::reference(GeneratorLoss::In<Interval>{column(answers), "logits"}, GeneratorLoss::Variant::non_saturating)->grad_scores;
          slopes.shape = answers.shape;
          const auto of_fake = Wings<MlpVjp>::reference(MlpVjp::In<Interval>{d, {slopes}})->grad_x;
          const auto of_g = Wings<MlpVjp>::reference(MlpVjp::In<Interval>{g, {of_fake}});
          const auto out = t.f(in);
          equal_lists(t, out.grad_g_weights, of_g->grad_weights, 1, "W̄");
          equal_lists(t, out.grad_g_biases, of_g->grad_biases, 1, "b̄");
        })
        .theorem("C5", "no step at η = 0", [](Exact<UnrolledGeneratorLossGradient>& t) {
          auto still = t.in, none = t.in;
          still.d_rate = 0, none.steps = 0;
          equal_lists(t, t.f(still).grad_g_weights, t.f(none).grad_g_weights, 1, "no step at η = 0");
        });

}  // namespace
}  // namespace etalon::verify
