#include "reference/contract/moe/ensemble_average.hpp"

#include "verify/laws/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::EnsembleAverage;
using contract::moe::EnsembleAverageVjp;
using contract::moe::SoftMoe;
using contract::moe::SoftMoeVjp;
using In = EnsembleAverage::In<double>;

In nothing_more(Draw&, In in) { return in; }
SoftMoe::In<Interval> with_a_gate_of_zeros(const EnsembleAverage::In<Interval>& in) { return {in.x, Matrix({in.w1.shape[0], in.x.shape[1]}), in.w1, in.b1, in.w2, in.b2, in.activation}; }

const auto registered =
    expert_laws<EnsembleAverage, nothing_more>()
        .theorem("C4", "moe.soft_moe with a gate of zeros", [](Exact<EnsembleAverage>& t) {
          same(t, t.f(t.in).y, Wings<SoftMoe>::reference(with_a_gate_of_zeros(t.in))->y, size_of(t.in), "moe.soft_moe with a gate of zeros");
        })
        .theorem("C5", "in another order, and with every expert doubled", [](Exact<EnsembleAverage>& t) {
          const Matrix y = t.f(t.in).y;
          auto twice = t.in;
          for (Matrix* stacked : {&twice.w1, &twice.b1, &twice.w2, &twice.b2}) {
            const std::vector<Interval> all = stacked->data;
            stacked->data.insert(stacked->data.end(), all.begin(), all.end());
            stacked->shape[0] *= 2;
          }
          same(t, t.f(reversed(t.in)).y, y, size_of(t.in), "in another order");
          same(t, t.f(twice).y, y, size_of(t.in), "with every expert doubled");
        });

const auto registered_vjp =
    laws<EnsembleAverageVjp>().theorem("C4", "moe.soft_moe.vjp with a gate of zeros", [](Exact<EnsembleAverageVjp>& t) {
      const auto grad = t.f(t.in);
      const auto soft = Wings<SoftMoeVjp>::reference(SoftMoeVjp::In<Interval>{with_a_gate_of_zeros(t.in), {t.in.cotangent.y}});
      const Interval scale = size_of(t.in) * (1 + max_norm(t.in.cotangent.y));
      same(t, grad.grad_x, soft->grad_x, scale, "x̄"), same(t, grad.grad_w1, soft->grad_w1, scale, "W₁'s"), same(t, grad.grad_b1, soft->grad_b1, scale, "b₁'s");
      same(t, grad.grad_w2, soft->grad_w2, scale, "W₂'s"), same(t, grad.grad_b2, soft->grad_b2, scale, "b₂'s");
    });

const ExpertKinks<EnsembleAverageVjp, reference::moe::EnsembleAverageFormula<AtKinks>> kinks;

}  // namespace
}  // namespace etalon::verify
