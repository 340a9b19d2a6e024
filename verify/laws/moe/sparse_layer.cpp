#include "reference/contract/moe/sparse_layer.hpp"

#include "reference/contract/moe/gate_weights.hpp"
#include "reference/contract/nn/linear.hpp"
#include "verify/laws/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertMixture;
using contract::moe::ExpertMixtureVjp;
using contract::moe::GateWeights;
using contract::moe::GateWeightsVjp;
using contract::moe::SoftMoe;
using contract::moe::SparseLayer;
using contract::moe::SparseLayerVjp;
using contract::nn::Linear;
using contract::nn::LinearVjp;
using In = SparseLayer::In<double>;
using Variant = SparseLayer::Variant;

/// To the experts that score highest, or to any.
In routed(Draw& draw, In in) {
  const std::int64_t t = in.x.shape[0], n = in.w1.shape[0], k = draw.integer(1, std::min<std::int64_t>(n, 3));
  Tensor<double> l({t, n});
  for (std::int64_t r = 0; r < t; ++r)
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < in.x.shape[1]; ++j) l(r, i) += in.x(r, j) * in.gate(i, j);
  in.index = draw.integer(0, 3) > 0 ? largest(l, k) : any_routes(draw, t, n, k);
  return in;
}

Linear::In<Interval> scores_of(const SparseLayer::In<Interval>& in) { return {in.x, in.gate, Matrix({in.gate.shape[0]})}; }
GateWeights::In<Interval> weights_of(const SparseLayer::In<Interval>& in) { return {Wings<Linear>::reference(scores_of(in))->z, in.index}; }
ExpertMixture::In<Interval> mixture_of(const SparseLayer::In<Interval>& in, Variant v) {
  return {Wings<GateWeights>::reference(weights_of(in), v)->weights, in.index, in.x, in.w1, in.b1, in.w2, in.b2, in.activation};
}

const auto registered =
    expert_laws<SparseLayer, routed>()
        .inputs(core, "every expert for every token", [](Draw& draw) {
          In in = experts<In>(draw, any_activation(draw));
          in.index = any_routes(draw, in.x.shape[0], in.w1.shape[0], in.w1.shape[0]);
          return in;
        })
        .refuses("C2", "an expert that there is not, or twice", [](Draw& draw) {
          In in = routed(draw, experts<In>(draw, "relu"));
          spoil_routes(draw, in.index, in.gate.shape[0]);
          return in;
        })
        .theorem("C4", "moe.expert_mixture with moe.gate_weights, and moe.soft_moe where all are chosen", [](Exact<SparseLayer>& t) {
          const Interval scale = size_of(t.in);
          same(t, t.f(t.in).y, Wings<ExpertMixture>::reference(mixture_of(t.in, t.variant))->y, scale, "moe.expert_mixture");
          auto all = t.in;
          all.index = reference::moe::everywhere(t.in.x.shape[0], t.in.gate.shape[0]);
          same(t, t.f(all).y, Wings<SoftMoe>::reference(SoftMoe::In<Interval>{all.x, all.gate, all.w1, all.b1, all.w2, all.b2, all.activation})->y, scale, "moe.soft_moe");
        })
        .theorem("C5", "in another order", [](Exact<SparseLayer>& t) {
          const Matrix y = t.f(t.in).y;
          same(t, t.f(reversed(t.in)).y, y, size_of(t.in), "the experts in another order");
          auto turned = t.in;
          for (std::int64_t r = 0; r < y.shape[0]; ++r)
            std::reverse(turned.index.begin() + r * turned.index.shape[1], turned.index.begin() + (r + 1) * turned.index.shape[1]);
          same(t, t.f(turned).y, y, size_of(t.in), "the routes in another order");
        });

const auto registered_vjp =
    laws<SparseLayerVjp>()
        .theorem("C4", "moe.expert_mixture.vjp, moe.gate_weights.vjp and nn.linear.vjp", [](Exact<SparseLayerVjp>& t) {
          const auto grad = t.f(t.in);
          const auto pulled = Wings<ExpertMixtureVjp>::reference(ExpertMixtureVjp::In<Interval>{mixture_of(t.in, t.variant), {t.in.cotangent.y}});
          const auto scores = Wings<GateWeightsVjp>::reference(GateWeightsVjp::In<Interval>{weights_of(t.in), {pulled->grad_weights}}, t.variant);
          const auto gate = Wings<LinearVjp>::reference(LinearVjp::In<Interval>{scores_of(t.in), {scores->grad_logits}});
          const Interval scale = size_of(t.in) * (1 + max_norm(t.in.gate)) * (1 + max_norm(t.in.cotangent.y));
          Matrix x = pulled->grad_x;
          for (std::size_t i = 0; i < x.size(); ++i) x[i] += gate->grad_x[i];
          same(t, grad.grad_x, x, scale, "x̄"), same(t, grad.grad_gate, gate->grad_weight, scale, "the gate's");
          same(t, grad.grad_w1, pulled->grad_w1, scale, "W₁'s"), same(t, grad.grad_b1, pulled->grad_b1, scale, "b₁'s");
          same(t, grad.grad_w2, pulled->grad_w2, scale, "W₂'s"), same(t, grad.grad_b2, pulled->grad_b2, scale, "b₂'s");
        })
        .theorem("C5", "the gate's gradients sum to 0", [](Exact<SparseLayerVjp>& t) {
          const Matrix grad = t.f(t.in).grad_gate;
          const Interval scale = size_of(t.in) * (1 + max_norm(t.in.cotangent.y));
          for (std::int64_t j = 0; j < grad.shape[1]; ++j) {
            Interval sum = 0;
            for (std::int64_t i = 0; i < grad.shape[0]; ++i) {
              sum += grad(i, j);
              if (t.in.index.shape[1] == 1 && t.variant != Variant::softmax_then_top_k) t.equal_within(grad(i, j), 0, scale, "a token's only expert leaves the gate none");
            }
            t.equal_within(sum, 0, scale, "Σᵢ of the gate's gradients");
          }
        })
        .law("C5", "an expert without tokens has gradient 0", [](Law<SparseLayerVjp>& t) {
          const auto without = [&](std::int64_t i) { return std::find(t.in.index.begin(), t.in.index.end(), i) == t.in.index.end(); };
          for (const Matrix* grad : {&t.out.grad_w1, &t.out.grad_b1, &t.out.grad_w2, &t.out.grad_b2}) {
            const auto size = static_cast<std::int64_t>(grad->size()) / grad->shape[0];
            for (std::int64_t a = 0; a < static_cast<std::int64_t>(grad->size()); ++a)
              if (without(a / size)) t.exactly((*grad)[static_cast<std::size_t>(a)].is_zero(), "an expert without tokens");
          }
        });

const ExpertKinks<SparseLayerVjp, reference::moe::SparseLayerFormula<AtKinks>> kinks;

}  // namespace
}  // namespace etalon::verify
