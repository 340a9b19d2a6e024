#include "reference/contract/moe/sigmoid_gate_weights.hpp"

#include "reference/contract/nn/sigmoid.hpp"
#include "verify/laws/moe/routes.hpp"

namespace etalon::verify {
namespace {

using contract::moe::SigmoidGateWeights;
using contract::moe::SigmoidGateWeightsVjp;
using contract::nn::Sigmoid;
using In = SigmoidGateWeights::In<double>;

template <class F>
In chosen(Draw& draw, F entry) {
  const std::int64_t t = draw.extent(1, 4), n = draw.extent(1, 6), k = draw.integer(1, n);
  Tensor<double> l = scores(draw, t, n, entry);
  return {std::move(l), any_routes(draw, t, n, k), draw.one_of({1.0, 1.0, 2.5, 0.5})};
}

const auto registered =
    laws<SigmoidGateWeights>()
        .inputs(core, "scores", [](Draw& draw) { return chosen(draw, [&] { return draw.real(-4, 2); }); })
        .inputs(core, "sure", [](Draw& draw) { return chosen(draw, [&] { return draw.uniform(-30, 30); }); })
        .inputs(extreme, "sigmoids that underflow", [](Draw& draw) { return chosen(draw, [&] { return draw.uniform(-3000, -700); }); })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return chosen(draw, [&] { return draw.real(draw.format.max_exponent / 2, draw.format.max_exponent - 2); }); })
        .inputs(edge, "equal scores, or a scale of 0", [](Draw& draw) {
          In in = chosen(draw, [&] { return static_cast<double>(draw.integer(0, 1)); });
          if (draw.coin()) in.scale = 0;
          return in;
        })
        .refuses("C2", "an expert that there is not, or twice", [](Draw& draw) {
          In in = chosen(draw, [&] { return draw.real(-4, 2); });
          spoil_routes(draw, in.index, in.logits.shape[1]);
          return in;
        })
        .law("C4", "0 ≤ weights, Σ weights = scale", [](Law<SigmoidGateWeights>& t) {
          for (std::int64_t r = 0; r < t.out.weights.shape[0]; ++r) {
            Interval sum = 0;
            for (std::int64_t j = 0; j < t.out.weights.shape[1]; ++j) {
              t.exactly_at_most(0, t.out.weights(r, j), "0 ≤ weights"), t.exactly_at_most(t.out.weights(r, j), t.in.scale, "weights ≤ scale");
              sum += t.out.weights(r, j);
            }
            t.equal(sum, t.in.scale, "Σ weights");
          }
        })
        .theorem("C5", "weights·Σ s = scale·s", [](Exact<SigmoidGateWeights>& t) {
          const Matrix s = Wings<Sigmoid>::reference(Sigmoid::In<Interval>{t.in.logits})->y, weights = t.f(t.in).weights;
          for (std::int64_t r = 0; r < weights.shape[0]; ++r) {
            Interval sum = 0;
            for (std::int64_t j = 0; j < weights.shape[1]; ++j) sum += s(r, t.in.index(r, j));
            for (std::int64_t j = 0; j < weights.shape[1]; ++j) t.equal_within(weights(r, j) * sum, t.in.scale * s(r, t.in.index(r, j)), 1 + t.in.scale, "weights·Σ s");
          }
          auto other = t.in;
          for (std::int64_t r = 0; r < t.in.logits.shape[0]; ++r)
            for (std::int64_t i = 0; i < t.in.logits.shape[1]; ++i) other.logits(r, i) = 1;
          for (std::int64_t r = 0; r < weights.shape[0]; ++r)
            for (std::int64_t j = 0; j < weights.shape[1]; ++j) other.logits(r, t.in.index(r, j)) = t.in.logits(r, t.in.index(r, j));
          t.equal(t.f(other).weights, weights, "whatever the others score");
        });

const auto registered_vjp =
    laws<SigmoidGateWeightsVjp>()
        .law("C4", "0 of experts that are not chosen", [](Law<SigmoidGateWeightsVjp>& t) {
          for (std::int64_t r = 0; r < t.in.logits.shape[0]; ++r)
            for (std::int64_t i = 0; i < t.in.logits.shape[1]; ++i) {
              bool chosen = false;
              for (std::int64_t j = 0; j < t.in.index.shape[1]; ++j) chosen = chosen || t.in.index(r, j) == i;
              if (!chosen || t.in.index.shape[1] == 1) t.exactly(t.out.grad_logits(r, i).is_zero(), "an expert that is not chosen, or alone, has gradient 0");
            }
        })
        .theorem("C5", "Σ logits̄/σ(−logits) = 0", [](Exact<SigmoidGateWeightsVjp>& t) {
          const Matrix grad = t.f(t.in).grad_logits;
          for (std::int64_t r = 0; r < grad.shape[0]; ++r) {
            Interval sum = 0, scale = 0;
            for (std::int64_t i = 0; i < grad.shape[1]; ++i) {
              if (t.in.logits(r, i) > 100) return;  // σ(−l) has underflowed beside everything
              sum += grad(r, i) / sigmoid(-t.in.logits(r, i));
            }
            for (std::int64_t j = 0; j < t.in.index.shape[1]; ++j) scale += abs(t.in.cotangent.weights(r, j)) * t.in.scale;
            t.equal_within(sum, 0, scale, "Σ logits̄/σ(−logits)");
          }
        });

}  // namespace
}  // namespace etalon::verify
