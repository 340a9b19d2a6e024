#include "reference/contract/vae/train_step.hpp"

#include "verify/algebra/residual.hpp"
#include "verify/laws/vae/networks.hpp"

namespace etalon::verify {
namespace {

using contract::vae::Loss;
using contract::vae::LossGradient;
using contract::vae::TrainStep;
using In = TrainStep::In<double>;
using Exactly = TrainStep::In<Interval>;
using Variant = TrainStep::Variant;

In state(Draw& draw, const char* likelihood, bool first) {
  const std::int64_t n = draw.extent(1, 3), p = draw.extent(1, 2), d = draw.extent(1, 2);
  In in{pixels(draw, {n, p}), draw.uniforms({n, d}, -2, 2), {}, {}, {}, {}, any_activation(draw), likelihood, draw.one_of({1.0, 0.5, 4.0}), {}, {}, 1, 0, 0, 0, 0};
  add_layers(draw, in.encoder_weights, in.encoder_biases, p, 2 * d);
  add_layers(draw, in.decoder_weights, in.decoder_biases, d, p);
  for (const TensorList<double>* list : {&in.encoder_weights, &in.encoder_biases, &in.decoder_weights, &in.decoder_biases})
    for (const Tensor<double>& one : *list) {
      in.m.push_back(first ? Tensor<double>(one.shape) : draw.reals(one.shape, -6, 0));
      in.v.push_back(first ? Tensor<double>(one.shape) : draw.uniforms(one.shape, 0.0625, 1));
    }
  in.t = first ? 1 : draw.integer(2, 50);
  const auto rounded = [&](double x) { return round_to(x, draw.format); };
  in.learning_rate = rounded(draw.one_of({0.001, 0.01, 0.125})), in.beta1 = rounded(draw.one_of({0.9, 0.5, 0.0})), in.beta2 = rounded(draw.one_of({0.999, 0.99})), in.epsilon = rounded(draw.one_of({1e-8, 1e-3}));
  return in;
}
Loss::In<Interval> loss_of(const Exactly& in) { return {in.x, in.noise, in.encoder_weights, in.encoder_biases, in.decoder_weights, in.decoder_biases, in.activation, in.likelihood, in.beta}; }
Exactly fresh(Exactly in) {
  for (Matrix& m : in.m)
    for (Interval& entry : m) entry = 0;
  return in;
}
Matrix parameters(const Exactly& in) { return TrainStep::flat<Interval>({&in.encoder_weights, &in.encoder_biases, &in.decoder_weights, &in.decoder_biases}); }
Matrix parameters(const TrainStep::Out<Interval>& out) { return TrainStep::flat<Interval>({&out.encoder_weights_next, &out.encoder_biases_next, &out.decoder_weights_next, &out.decoder_biases_next}); }
Matrix gradient(const Exactly& in) {
  const auto g = Wings<LossGradient>::reference(loss_of(in));
  return TrainStep::flat<Interval>({&g->grad_encoder_weights, &g->grad_encoder_biases, &g->grad_decoder_weights, &g->grad_decoder_biases});
}

constexpr const char* far = "e^s of a far code overflows, and ∞ meets 0";

const auto registered =
    laws<TrainStep>()
        .inputs(core, "the first step", [](Draw& draw) { return state(draw, draw.coin() ? "bernoulli" : "gaussian", true); })
        .inputs(core, "a later step", [](Draw& draw) { return state(draw, draw.coin() ? "bernoulli" : "gaussian", false); })
        .refuses("C2", "layers that do not fit", [](Draw& draw) {
          In in = state(draw, "gaussian", true);
          switch (draw.integer(0, 2)) {
            case 0: in.encoder_weights.clear(), in.encoder_biases.clear(); break;
            case 1: in.decoder_biases.pop_back(); break;
            default: in.noise = Tensor<double>({in.x.shape[0], in.noise.shape[1] + 1});
          }
          return in;
        })
        .refuses("C10", "a pixel outside [0, 1]", [](Draw& draw) {
          In in = state(draw, "bernoulli", true);
          in.x[0] = draw.one_of({-0.25, 1.5, 255.0});
          return in;
        })
        .refuses("C12", "a state of other shapes", [](Draw& draw) {
          In in = state(draw, "gaussian", true);
          TensorList<double>& list = draw.coin() ? in.m : in.v;
          if (draw.coin()) list.pop_back();
          else list[0] = Tensor<double>({1, 1, 1});
          return in;
        })
        .leaves_out("one or two entries far from the others", far)
        .leaves_out("one input far from the others", far)
        .leaves_out("lanes at levels of their own", far)
        .theorem("C5", "sgd moves by −α times the gradient", [](Exact<TrainStep>& t) {
          const Exactly in = fresh(t.in);
          const Matrix before = parameters(in), after = parameters(t.f(in, Variant::sgd)), g = gradient(in);
          for (std::size_t i = 0; i < g.size(); ++i) t.equal_within(after[i], before[i] - in.learning_rate * g[i], 1 + abs(before[i]) + abs(g[i]), "θ′");
        })
        .theorem("C6", "α = 0 leaves the parameters", [](Exact<TrainStep>& t) {
          Exactly in = t.in;
          in.learning_rate = 0;
          const Matrix before = parameters(in), after = parameters(t.f(in));
          for (std::size_t i = 0; i < before.size(); ++i) t.equal_within(after[i], before[i], 1 + abs(before[i]), "θ′");
        })
        .theorem("C7", "a small step lowers the loss by α‖g‖²", [](Exact<TrainStep>& t) {
          Exactly in = fresh(t.in);
          if (in.activation == "relu") return;  // where a step may cross a kink
          in.learning_rate = power_of_two(-40);
          const auto step = t.f(in, Variant::sgd);
          Exactly next = in;
          next.encoder_weights = step.encoder_weights_next, next.encoder_biases = step.encoder_biases_next, next.decoder_weights = step.decoder_weights_next, next.decoder_biases = step.decoder_biases_next;
          Interval squares = 0;
          for (const Interval& g : gradient(in)) squares += square(g);
          const Interval fallen = Wings<Loss>::reference(loss_of(in))->loss - Wings<Loss>::reference(loss_of(next))->loss;
          t.at_most(abs(fallen / in.learning_rate - squares), power_of_two(-16) * square(1 + squares), "what is left of α‖g‖²");
        });

}  // namespace
}  // namespace etalon::verify
