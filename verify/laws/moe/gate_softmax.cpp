#include "reference/contract/moe/gate_softmax.hpp"

#include "reference/contract/nn/linear.hpp"
#include "reference/contract/nn/softmax.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateSoftmax;
using contract::moe::GateSoftmaxVjp;
using contract::nn::Linear;
using contract::nn::LinearVjp;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;
using In = GateSoftmax::In<double>;

In gated(Draw& draw, int lowest, int highest) {
  const std::int64_t t = draw.extent(1, 4), n = draw.extent(1, 5), d = draw.extent(1, 4);
  return {draw.reals({t, d}, lowest, highest), draw.reals({n, d}, lowest, highest)};
}
/// The scores, as nn.linear has them.
Linear::In<Interval> scores(const GateSoftmax::In<Interval>& in) { return {in.x, in.gate, Matrix({in.gate.shape[0]})}; }

const auto registered =
    laws<GateSoftmax>()
        .inputs(core, "tokens", [](Draw& draw) { return gated(draw, -4, 1); })
        .inputs(core, "sure gates", [](Draw& draw) { return gated(draw, -1, 1); })
        .inputs(core, "no preference", [](Draw& draw) {
          In in = gated(draw, -4, 1);
          for (double& w : in.gate) w = 0;
          return in;
        })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return gated(draw, draw.format.max_exponent / 3, draw.format.max_exponent / 2 - 4); })
        .inputs(extreme, "tiny", [](Draw& draw) { return gated(draw, draw.format.min_exponent, draw.format.min_exponent / 2); })
        .inputs(edge, "an expert doubled", [](Draw& draw) {
          In in = gated(draw, -4, 1);
          for (std::int64_t j = 0; j < in.gate.shape[1]; ++j) in.gate(in.gate.shape[0] - 1, j) = in.gate(0, j);
          return in;
        })
        .law("C2", "0 ≤ g ≤ 1, Σ g = 1", [](Law<GateSoftmax>& t) {
          for (std::int64_t r = 0; r < t.out.g.shape[0]; ++r) {
            Interval sum = 0;
            for (std::int64_t i = 0; i < t.out.g.shape[1]; ++i) {
              t.exactly_at_most(0, t.out.g(r, i), "0 ≤ g"), t.exactly_at_most(t.out.g(r, i), 1, "g ≤ 1");
              sum += t.out.g(r, i);
            }
            t.equal(sum, 1, "Σ g = 1");
          }
        })
        .theorem("C3", "nn.softmax of nn.linear", [](Exact<GateSoftmax>& t) {
          const Matrix g = t.f(t.in).g;
          t.equal(Wings<Softmax>::reference(Softmax::In<Interval>{Wings<Linear>::reference(scores(t.in))->z})->y, g, "nn.softmax of nn.linear");
          auto shifted = t.in;
          for (std::int64_t i = 0; i < t.in.gate.shape[0]; ++i)
            for (std::int64_t j = 0; j < t.in.gate.shape[1]; ++j) shifted.gate(i, j) += Interval(j + 1) / 4;
          const Matrix h = t.f(shifted).g;
          for (std::size_t i = 0; i < g.size(); ++i) t.equal_within(h[i], g[i], 1, "the same vector added to each row");
        })
        .theorem("C4", "in another order, and with an expert doubled", [](Exact<GateSoftmax>& t) {
          const Matrix g = t.f(t.in).g;
          const std::int64_t n = t.in.gate.shape[0], d = t.in.gate.shape[1];
          auto reversed = t.in, doubled = t.in;
          doubled.gate = Matrix({n + 1, d});
          for (std::int64_t i = 0; i <= n; ++i)
            for (std::int64_t j = 0; j < d; ++j) {
              doubled.gate(i, j) = t.in.gate(i % n, j);
              if (i < n) reversed.gate(i, j) = t.in.gate(n - 1 - i, j);
            }
          const Matrix back = t.f(reversed).g, both = t.f(doubled).g;
          for (std::int64_t r = 0; r < g.shape[0]; ++r)
            for (std::int64_t i = 0; i <= n; ++i) {
              if (i < n) t.equal(back(r, i), g(r, n - 1 - i), "in another order");
              t.equal(both(r, i), g(r, i % n) / (1 + g(r, 0)), "with an expert doubled");
            }
        });

const auto registered_vjp =
    laws<GateSoftmaxVjp>()
        .theorem("C3", "nn.softmax.vjp, then nn.linear.vjp", [](Exact<GateSoftmaxVjp>& t) {
          const auto grad = t.f(t.in);
          const auto linear = scores(t.in);
          const Matrix l = Wings<SoftmaxVjp>::reference(SoftmaxVjp::In<Interval>{{Wings<Linear>::reference(linear)->z}, {t.in.cotangent.g}})->grad_x;
          const auto pulled = Wings<LinearVjp>::reference(LinearVjp::In<Interval>{linear, {l}});
          const Interval scale = max_norm(t.in.cotangent.g);
          for (std::size_t i = 0; i < grad.grad_x.size(); ++i) t.equal_within(grad.grad_x[i], pulled->grad_x[i], scale * max_norm(t.in.gate), "x̄");
          for (std::size_t i = 0; i < grad.grad_gate.size(); ++i) t.equal_within(grad.grad_gate[i], pulled->grad_weight[i], scale * max_norm(t.in.x), "the gate's");
        })
        .theorem("C4", "the gate's gradients sum to 0", [](Exact<GateSoftmaxVjp>& t) {
          const Matrix grad = t.f(t.in).grad_gate;
          const Interval scale = max_norm(t.in.cotangent.g) * max_norm(t.in.x);
          for (std::int64_t j = 0; j < grad.shape[1]; ++j) {
            Interval sum = 0;
            for (std::int64_t i = 0; i < grad.shape[0]; ++i) sum += grad(i, j);
            t.equal_within(sum, 0, scale, "Σᵢ of the gate's gradients");
          }
          auto constant = t.in;
          for (Interval& c : constant.cotangent.g) c = 3;
          for (const Interval& g : t.f(constant).grad_gate) t.equal_within(g, 0, max_norm(t.in.x), "0 for a constant ḡ");
        });

}  // namespace
}  // namespace etalon::verify
