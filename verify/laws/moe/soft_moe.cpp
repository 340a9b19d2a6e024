#include "reference/contract/moe/soft_moe.hpp"

#include "verify/laws/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertMixture;
using contract::moe::ExpertMixtureVjp;
using contract::moe::GateSoftmax;
using contract::moe::GateSoftmaxVjp;
using contract::moe::SoftMoe;
using contract::moe::SoftMoeVjp;
using In = SoftMoe::In<double>;

In nothing_more(Draw&, In in) { return in; }

Matrix gate_of(const SoftMoe::In<Interval>& in) { return Wings<GateSoftmax>::reference(GateSoftmax::In<Interval>{in.x, in.gate})->g; }
ExpertMixture::In<Interval> mixture_of(const SoftMoe::In<Interval>& in) {
  return {gate_of(in), reference::moe::everywhere(in.x.shape[0], in.gate.shape[0]), in.x, in.w1, in.b1, in.w2, in.b2, in.activation};
}

const auto registered =
    expert_laws<SoftMoe, nothing_more>()
        .inputs(core, "no preference", [](Draw& draw) {
          In in = experts<In>(draw, any_activation(draw));
          for (double& w : in.gate) w = 0;
          return in;
        })
        .theorem("C4", "moe.expert_mixture of all, between the answers", [](Exact<SoftMoe>& t) {
          const Matrix y = t.f(t.in).y;
          const Interval scale = size_of(t.in);
          same(t, y, Wings<ExpertMixture>::reference(mixture_of(t.in))->y, scale, "moe.expert_mixture");
          std::vector<Matrix> answers;
          for (std::int64_t i = 0; i < t.in.gate.shape[0]; ++i) answers.push_back(answers_of(t.in, i));
          for (std::size_t o = 0; o < y.size(); ++o) {
            Interval least = answers[0][o], most = answers[0][o];
            for (const Matrix& answer : answers) least = min(least, answer[o]), most = max(most, answer[o]);
            t.at_most(least, y[o] + power_of_two(-60) * scale, "the least answer"), t.at_most(y[o], most + power_of_two(-60) * scale, "the largest answer");
          }
        })
        .theorem("C5", "in another order, and with an expert doubled", [](Exact<SoftMoe>& t) {
          const Matrix y = t.f(t.in).y, g = gate_of(t.in), first = answers_of(t.in, 0), twice = t.f(doubled_first(t.in)).y;
          const Interval scale = size_of(t.in);
          same(t, t.f(reversed(t.in)).y, y, scale, "in another order");
          for (std::int64_t r = 0; r < y.shape[0]; ++r)
            for (std::int64_t o = 0; o < y.shape[1]; ++o) t.equal_within(twice(r, o), (y(r, o) + g(r, 0) * first(r, o)) / (1 + g(r, 0)), scale, "with an expert doubled");
        });

const auto registered_vjp =
    laws<SoftMoeVjp>()
        .leaves_out("one input far from the others", "squares of x leave the range on the way, with either sign, and so does their sum")
        .theorem("C4", "moe.expert_mixture.vjp, then moe.gate_softmax.vjp", [](Exact<SoftMoeVjp>& t) {
          const auto grad = t.f(t.in);
          const auto pulled = Wings<ExpertMixtureVjp>::reference(ExpertMixtureVjp::In<Interval>{mixture_of(t.in), {t.in.cotangent.y}});
          const auto gate = Wings<GateSoftmaxVjp>::reference(GateSoftmaxVjp::In<Interval>{{t.in.x, t.in.gate}, {pulled->grad_weights}});
          const Interval scale = size_of(t.in) * (1 + max_norm(t.in.gate)) * (1 + max_norm(t.in.cotangent.y));
          Matrix x = pulled->grad_x;
          for (std::size_t i = 0; i < x.size(); ++i) x[i] += gate->grad_x[i];
          same(t, grad.grad_x, x, scale, "x̄"), same(t, grad.grad_gate, gate->grad_gate, scale, "the gate's");
          same(t, grad.grad_w1, pulled->grad_w1, scale, "W₁'s"), same(t, grad.grad_b1, pulled->grad_b1, scale, "b₁'s");
          same(t, grad.grad_w2, pulled->grad_w2, scale, "W₂'s"), same(t, grad.grad_b2, pulled->grad_b2, scale, "b₂'s");
        })
        .theorem("C5", "the gate's gradients sum to 0", [](Exact<SoftMoeVjp>& t) {
          const Interval scale = size_of(t.in) * (1 + max_norm(t.in.cotangent.y));
          const auto sums = [&](const Matrix& grad, bool each) {
            for (std::int64_t j = 0; j < grad.shape[1]; ++j) {
              Interval sum = 0;
              for (std::int64_t i = 0; i < grad.shape[0]; ++i) {
                sum += grad(i, j);
                if (each) t.equal_within(grad(i, j), 0, scale, "0 where all experts are the same");
              }
              t.equal_within(sum, 0, scale, "Σᵢ of the gate's gradients");
            }
          };
          sums(t.f(t.in).grad_gate, false);
          auto alike = t.in;
          for (Matrix* stacked : {&alike.w1, &alike.b1, &alike.w2, &alike.b2}) {
            const auto size = static_cast<std::ptrdiff_t>(stacked->size()) / stacked->shape[0];
            for (std::ptrdiff_t i = 1; i < stacked->shape[0]; ++i) std::copy_n(stacked->begin(), size, stacked->begin() + i * size);
          }
          sums(t.f(alike).grad_gate, true);
        });

const ExpertKinks<SoftMoeVjp, reference::moe::SoftMoeFormula<AtKinks>> kinks;

}  // namespace
}  // namespace etalon::verify
