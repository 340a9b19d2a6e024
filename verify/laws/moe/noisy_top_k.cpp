#include "reference/contract/moe/noisy_top_k.hpp"

#include "reference/contract/moe/noisy_gate_weights.hpp"
#include "verify/laws/moe/noisy.hpp"

namespace etalon::verify {
namespace {

using contract::moe::NoisyGateWeights;
using contract::moe::NoisyLogits;
using contract::moe::NoisyTopK;
using In = NoisyTopK::In<double>;

In with_k(Draw& draw, In in) {
  in.k = draw.integer(1, in.gate.shape[0]);
  return in;
}

const auto registered =
    noisy_laws<NoisyTopK, with_k>()
        .refuses("C2", "none, or more than there are", [](Draw& draw) {
          In in = noisy<In>(draw);
          in.k = draw.coin() ? in.gate.shape[0] + 1 : draw.integer(-1, 0);
          return in;
        })
        .requirement("C3", "the k largest", [](Trial<NoisyTopK>& t) {
          if (are_routes(t, t.out.index, t.in.gate.shape[0])) follow_scores(t, t.out.index, bounded<NoisyLogits>(scores_of(t.in), t.u, t.eta), never);
        })
        .requirement("C4", "moe.noisy_gate_weights at the routes", [](Trial<NoisyTopK>& t) {
          if (are_routes(t, t.out.index, t.in.gate.shape[0]))
            within(t, t.out.weights, bounded<NoisyGateWeights>({t.in.x, t.in.gate, t.in.noise_weights, t.in.noise, t.out.index}, t.u, t.eta), "weights");
        });

}  // namespace
}  // namespace etalon::verify
