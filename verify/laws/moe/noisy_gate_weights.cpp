#include "reference/contract/moe/noisy_gate_weights.hpp"

#include "reference/contract/moe/gate_weights.hpp"
#include "verify/laws/moe/noisy.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateWeights;
using contract::moe::GateWeightsVjp;
using contract::moe::NoisyGateWeights;
using contract::moe::NoisyGateWeightsVjp;
using contract::moe::NoisyLogits;
using contract::moe::NoisyLogitsVjp;
using In = NoisyGateWeights::In<double>;

In with_routes(Draw& draw, In in) {
  in.index = any_routes(draw, in.noise.shape[0], in.noise.shape[1], draw.integer(1, in.noise.shape[1]));
  return in;
}

const auto registered =
    noisy_laws<NoisyGateWeights, with_routes>()
        .refuses("C2", "an expert that there is not, or twice", [](Draw& draw) {
          In in = with_routes(draw, noisy<In>(draw));
          spoil_routes(draw, in.index, in.gate.shape[0]);
          return in;
        })
        .theorem("C3", "moe.gate_weights of moe.noisy_logits", [](Exact<NoisyGateWeights>& t) {
          const Matrix h = Wings<NoisyLogits>::reference(scores_of(t.in))->h, weights = t.f(t.in).weights;
          const Matrix parts = Wings<GateWeights>::reference(GateWeights::In<Interval>{h, t.in.index}, GateWeights::Variant::top_k_then_softmax)->weights;
          for (std::size_t i = 0; i < parts.size(); ++i) t.equal_within(weights[i], parts[i], 1, "moe.gate_weights of moe.noisy_logits");
        });

const auto registered_vjp =
    laws<NoisyGateWeightsVjp>().theorem("C3", "moe.gate_weights.vjp, then moe.noisy_logits.vjp", [](Exact<NoisyGateWeightsVjp>& t) {
      const auto grad = t.f(t.in);
      const Matrix h = Wings<NoisyLogits>::reference(scores_of(t.in))->h;
      const Matrix of_h = Wings<GateWeightsVjp>::reference(GateWeightsVjp::In<Interval>{{h, t.in.index}, {t.in.cotangent.weights}}, GateWeights::Variant::top_k_then_softmax)->grad_logits;
      const auto parts = Wings<NoisyLogitsVjp>::reference(NoisyLogitsVjp::In<Interval>{scores_of(t.in), {of_h}});
      const auto same = [&](const Matrix& a, const Matrix& b, const Interval& scale, const char* what) {
        for (std::size_t i = 0; i < a.size(); ++i) t.equal_within(a[i], b[i], (1 + max_norm(t.in.cotangent.weights)) * scale, what);
      };
      const Interval noise = 1 + max_norm(t.in.noise);
      same(grad.grad_x, parts->grad_x, noise * (1 + max_norm(t.in.gate) + max_norm(t.in.noise_weights)), "x̄");
      same(grad.grad_gate, parts->grad_gate, 1 + max_norm(t.in.x), "the gate's");
      same(grad.grad_noise_weights, parts->grad_noise_weights, noise * (1 + max_norm(t.in.x)), "the noise's weights'");
      std::vector<bool> met(static_cast<std::size_t>(t.in.gate.shape[0]), false);
      for (const std::int64_t i : t.in.index) met[static_cast<std::size_t>(i)] = true;
      for (std::int64_t i = 0; i < t.in.gate.shape[0]; ++i)
        if (!met[static_cast<std::size_t>(i)])
          for (std::int64_t j = 0; j < t.in.gate.shape[1]; ++j) t.equal(grad.grad_gate(i, j), 0, "an expert without tokens");
    });

}  // namespace
}  // namespace etalon::verify
