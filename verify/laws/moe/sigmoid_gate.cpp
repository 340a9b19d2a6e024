#include "reference/contract/moe/sigmoid_gate.hpp"

#include "reference/contract/moe/sigmoid_gate_weights.hpp"
#include "reference/contract/nn/sigmoid.hpp"
#include "verify/laws/moe/routes.hpp"

namespace etalon::verify {
namespace {

using contract::moe::SigmoidGate;
using contract::moe::SigmoidGateWeights;
using contract::nn::Sigmoid;
using In = SigmoidGate::In<double>;

template <class F>
In scored(Draw& draw, F entry) {
  const std::int64_t t = draw.extent(1, 4), n = draw.extent(1, 6);
  Tensor<double> l = scores(draw, t, n, entry), bias({n});
  for (double& b : bias) b = round_to(draw.uniform(-0.5, 0.5), draw.format);
  return {std::move(l), std::move(bias), draw.integer(1, n), draw.one_of({1.0, 1.0, 2.5})};
}

const auto registered =
    laws<SigmoidGate>()
        .inputs(core, "scores", [](Draw& draw) { return scored(draw, [&] { return draw.real(-4, 2); }); })
        .inputs(core, "ties", [](Draw& draw) {
          In in = scored(draw, [&] { return static_cast<double>(draw.integer(-1, 1)); });
          for (double& b : in.bias) b = draw.coin() ? 0.25 : 0;
          return in;
        })
        .inputs(core, "a bias that decides", [](Draw& draw) {
          In in = scored(draw, [&] { return draw.uniform(-2, 2); });
          in.bias[draw.integer(0, in.bias.shape[0] - 1)] = draw.coin() ? 2 : -2;
          return in;
        })
        .inputs(edge, "saturated", [](Draw& draw) { return scored(draw, [&] { return draw.uniform(20, 60); }); })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return scored(draw, [&] { return draw.real(draw.format.max_exponent / 2, draw.format.max_exponent - 2); }); })
        .refuses("C2", "none, or more than there are", [](Draw& draw) {
          In in = scored(draw, [&] { return draw.real(-4, 2); });
          in.k = draw.coin() ? in.logits.shape[1] + 1 : draw.integer(-1, 0);
          return in;
        })
        .requirement("C4", "the k largest σ(logits) + bias", [](Trial<SigmoidGate>& t) {
          const std::int64_t n = t.in.logits.shape[1];
          if (!are_routes(t, t.out.index, n)) return;
          Bounded score = bounded<Sigmoid>({t.in.logits}, t.u, t.eta);
          for (std::size_t at = 0; at < score.value.size(); ++at) {
            score.value[at] += t.in.bias[at % static_cast<std::size_t>(n)];
            score.allowed[at] += t.u * (abs(score.value[at]) + score.allowed[at]) + t.eta;
          }
          follow_scores(t, t.out.index, score, [&](std::int64_t r, std::int64_t i, std::int64_t e) {
            return (t.in.logits(r, i) == t.in.logits(r, e)).certainly() && (t.in.bias[i] == t.in.bias[e]).certainly();
          });
        })
        .requirement("C5", "moe.sigmoid_gate_weights at the routes", [](Trial<SigmoidGate>& t) {
          if (are_routes(t, t.out.index, t.in.logits.shape[1])) within(t, t.out.weights, bounded<SigmoidGateWeights>({t.in.logits, t.out.index, t.in.scale}, t.u, t.eta), "weights");
        });

}  // namespace
}  // namespace etalon::verify
