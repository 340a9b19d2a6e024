#include "reference/moe/switch_layer.hpp"

#include <algorithm>

#include "reference/contract/nn/linear.hpp"
#include "reference/contract/nn/mlp.hpp"
#include "reference/contract/nn/softmax.hpp"
#include "reference/number/reverse_sweep.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/vae/networks.hpp"

namespace etalon::verify {
namespace {

using contract::moe::SwitchLayer;
using contract::moe::SwitchLayerVjp;
using contract::nn::Linear;
using contract::nn::LinearVjp;
using contract::nn::Mlp;
using contract::nn::MlpVjp;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;
using In = SwitchLayer::In<double>;
using Exactly = SwitchLayer::In<Interval>;
using Variant = SwitchLayer::Variant;

/// A few tokens, one in four of them dropped; answers as long as tokens.
In layer(Draw& draw, const char* activation, int lowest = -3, int highest = 0) {
  const auto t = draw.extent(1, 4), d = draw.extent(1, 3), n = draw.extent(1, 3), h = draw.extent(1, 3);
  In in{draw.reals({t, d}, lowest, highest), draw.reals({n, d}, std::min(lowest, 0), std::min(highest + 1, 1)), draw.integers({t}, 0, n - 1), draw.reals({n, h, d}, lowest, highest), draw.reals({n, h}, lowest, highest),
        draw.reals({n, d, h}, lowest, highest), draw.reals({n, d}, lowest, highest), activation};
  for (std::int64_t& i : in.assignment)
    if (draw.integer(0, 3) == 0) i = -1;
  return in;
}

/// Token t alone: its scores, their softmax, and its expert's layers.
struct Token {
  Linear::In<Interval> scores;
  Matrix logits, p;
  Mlp::In<Interval> expert;

  Token(const Exactly& in, std::int64_t token, std::int64_t i) {
    const std::int64_t d = in.x.shape[1], h = in.w1.shape[1], m = in.w2.shape[1], n = in.gate.shape[0];
    Matrix x({1, d});
    for (std::int64_t j = 0; j < d; ++j) x[j] = in.x(token, j);
    const auto part = [i](const Matrix& stacked, Dimensions shape) {
      const auto from = stacked.begin() + i * count_of(shape);
      return Matrix(shape, std::vector<Interval>(from, from + count_of(shape)));
    };
    scores = {x, in.gate, Matrix({n})};
    logits = Wings<Linear>::reference(scores)->z;
    p = Wings<Softmax>::reference(Softmax::In<Interval>{logits}, Softmax::Variant::undefined)->y;
    expert = {x, {part(in.w1, {h, d}), part(in.w2, {m, h})}, {part(in.b1, {h}), part(in.b2, {m})}, in.activation};
  }
};
/// Sums that cancel are narrow beside this.
Interval size_of(const Exactly& in) {
  Interval size = 1;
  for (const Matrix* x : {&in.x, &in.gate, &in.w1, &in.b1, &in.w2, &in.b2}) size *= 1 + max_norm(*x);
  return size * static_cast<std::int64_t>(in.w1.size() + in.w2.size());
}

const auto registered =
    laws<SwitchLayer>()
        .inputs(core, "relu", [](Draw& draw) { return layer(draw, "relu"); })
        .inputs(core, "smooth activations", [](Draw& draw) { return layer(draw, any_activation(draw)); })
        .inputs(core, "every token has an expert", [](Draw& draw) {
          In in = layer(draw, any_activation(draw));
          for (std::int64_t& i : in.assignment) i = std::max<std::int64_t>(i, 0);
          return in;
        })
        .inputs(extreme, "large", [](Draw& draw) { return layer(draw, draw.coin() ? "relu" : "identity", draw.format.max_exponent / 8, draw.format.max_exponent / 6); })
        .inputs(edge, "at the kink", [](Draw& draw) {
          In in = layer(draw, "relu");
          std::fill(in.b1.begin(), in.b1.end(), 0);
          for (std::int64_t j = 0; j < in.x.shape[1]; ++j) in.x(0, j) = 0;
          return in;
        })
        .inputs(edge, "all dropped", [](Draw& draw) {
          In in = layer(draw, any_activation(draw));
          std::fill(in.assignment.begin(), in.assignment.end(), -1);
          return in;
        })
        .refuses("C2", "no such expert", [](Draw& draw) {
          In in = layer(draw, "relu");
          in.assignment[0] = draw.coin() ? in.gate.shape[0] : -2;
          return in;
        })
        .refuses("C7", "answers longer than tokens", [](Draw& draw) {
          In in = layer(draw, "relu");
          const std::int64_t n = in.w2.shape[0], h = in.w2.shape[2], m = in.w2.shape[1] + 1;
          in.w2 = draw.reals({n, m, h}, -3, 0), in.b2 = draw.reals({n, m}, -3, 0);
          return in;
        })
        .law("C5", "a dropped token has 0, or its x", [](Law<SwitchLayer>& t) {
          for (std::int64_t token = 0; token < t.out.y.shape[0]; ++token)
            for (std::int64_t o = 0; t.in.assignment[token] < 0 && o < t.out.y.shape[1]; ++o)
              t.exactly(t.out.y(token, o) == (t.variant == Variant::zeros ? Interval(0) : t.in.x(token, o)), "a dropped token");
        })
        .theorem("C4", "nn.softmax of nn.linear times nn.mlp", [](Exact<SwitchLayer>& t) {
          const Matrix y = t.f(t.in).y;
          for (std::int64_t token = 0; token < y.shape[0]; ++token) {
            const std::int64_t i = t.in.assignment[token];
            if (i < 0) continue;
            const Token one(t.in, token, i);
            const Matrix answer = Wings<Mlp>::reference(one.expert)->y;
            for (std::int64_t o = 0; o < y.shape[1]; ++o) t.equal_within(y(token, o), one.p[i] * answer[o], size_of(t.in), "nn.softmax of nn.linear times nn.mlp");
          }
        });

template <auto member>
Subdifferential at_kink(const SwitchLayerVjp::In<Interval>& in, const Interval& u, Variant variant) {
  if (in.activation != "relu") return {};
  constexpr auto widened = reverse_sweep<SwitchLayerVjp>(reference::moe::SwitchLayerFormula<AtKinks>{});
  AtKinks::room = (in.w1.shape[1] + in.w1.shape[2] + in.w2.shape[1] + in.gate.shape[0] + in.x.shape[0] + 12) * u, AtKinks::found = false;
  const auto all = widened.template operator()<Interval>(in, variant);
  if (!all || !AtKinks::found) return {};
  std::vector<Interval> sets;
  for (const Interval& g : (*all).*member) sets.push_back(g + Interval::hull(-AtKinks::room, AtKinks::room) * g.magnitude());
  return all_of(sets);
}
using Gradients = SwitchLayerVjp::Out<Interval>;
const Kinks<SwitchLayerVjp> of_x("C4", "grad_x", [](const auto& in, const Interval& u, Variant v) { return at_kink<&Gradients::grad_x>(in, u, v); });
const Kinks<SwitchLayerVjp> of_w1("C4", "grad_w1", [](const auto& in, const Interval& u, Variant v) { return at_kink<&Gradients::grad_w1>(in, u, v); });
const Kinks<SwitchLayerVjp> of_b1("C4", "grad_b1", [](const auto& in, const Interval& u, Variant v) { return at_kink<&Gradients::grad_b1>(in, u, v); });

const auto registered_vjp =
    laws<SwitchLayerVjp>()
        .law("C5", "a dropped token has x̄ = 0, or ȳ; an expert without tokens has gradients of 0", [](Law<SwitchLayerVjp>& t) {
          for (std::int64_t token = 0; token < t.in.x.shape[0]; ++token)
            for (std::int64_t j = 0; t.in.assignment[token] < 0 && j < t.in.x.shape[1]; ++j)
              t.exactly(t.out.grad_x(token, j) == (t.variant == Variant::zeros ? Interval(0) : t.in.cotangent.y(token, j)), "a dropped token");
          const std::int64_t n = t.in.gate.shape[0];
          for (std::int64_t i = 0; i < n; ++i) {
            if (std::find(t.in.assignment.begin(), t.in.assignment.end(), i) != t.in.assignment.end()) continue;
            for (const Matrix* grad : {&t.out.grad_w1, &t.out.grad_b1, &t.out.grad_w2, &t.out.grad_b2}) {
              const std::size_t each = grad->size() / static_cast<std::size_t>(n);
              for (std::size_t k = 0; k < each; ++k) t.exactly((*grad)[static_cast<std::size_t>(i) * each + k].is_zero(), "an expert without tokens");
            }
          }
        })
        .theorem("C4", "nn.mlp.vjp, nn.softmax.vjp and nn.linear.vjp", [](Exact<SwitchLayerVjp>& t) {
          const auto g = t.f(t.in);
          const std::int64_t n = t.in.gate.shape[0], m = t.in.w2.shape[1];
          Matrix gate(t.in.gate.shape), w1(t.in.w1.shape), b2(t.in.b2.shape);
          const Interval scale = size_of(t.in) * (1 + max_norm(t.in.cotangent.y)) * size_of(t.in);
          for (std::int64_t token = 0; token < t.in.x.shape[0]; ++token) {
            const std::int64_t i = t.in.assignment[token];
            if (i < 0) continue;
            const Token one(t.in, token, i);
            const Matrix answer = Wings<Mlp>::reference(one.expert)->y;
            Matrix weighed({1, m}), of_p({1, n});
            for (std::int64_t o = 0; o < m; ++o) weighed[o] = one.p[i] * t.in.cotangent.y(token, o), of_p[i] += t.in.cotangent.y(token, o) * answer[o];
            const auto expert = Wings<MlpVjp>::reference(MlpVjp::In<Interval>{one.expert, {weighed}});
            const auto scores = Wings<SoftmaxVjp>::reference(SoftmaxVjp::In<Interval>{{one.logits}, {of_p}}, Softmax::Variant::undefined);
            const auto linear = Wings<LinearVjp>::reference(LinearVjp::In<Interval>{one.scores, {scores->grad_x}});
            for (std::int64_t j = 0; j < t.in.x.shape[1]; ++j) t.equal_within(g.grad_x(token, j), expert->grad_x[j] + linear->grad_x[j], scale, "x̄");
            for (std::size_t k = 0; k < gate.size(); ++k) gate[k] += linear->grad_weight[k];
            const std::size_t each = expert->grad_weights[0].size();
            for (std::size_t k = 0; k < each; ++k) w1[static_cast<std::size_t>(i) * each + k] += expert->grad_weights[0][k];
            for (std::int64_t o = 0; o < m; ++o) b2(i, o) += expert->grad_biases[1][o];
          }
          for (std::size_t k = 0; k < gate.size(); ++k) t.equal_within(g.grad_gate[k], gate[k], scale, "of the gate");
          for (std::size_t k = 0; k < w1.size(); ++k) t.equal_within(g.grad_w1[k], w1[k], scale, "of W₁");
          for (std::size_t k = 0; k < b2.size(); ++k) t.equal_within(g.grad_b2[k], b2[k], scale, "of b₂");
        });

}  // namespace
}  // namespace etalon::verify
