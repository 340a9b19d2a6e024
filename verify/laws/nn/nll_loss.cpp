#include "reference/contract/nn/nll_loss.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::NllLoss;
using contract::nn::NllLossGradient;
using In = NllLoss::In<double>;
using Variant = NllLoss::Variant;

In samples(Draw& draw, bool weighted, bool ignored) {
  const std::int64_t n = draw.extent(1, 5), c = draw.extent(2, 6);
  In in{draw.reals({n, c}, -4, 3), draw.integers({n}, 0, c - 1), Tensor<double>({0})};
  if (weighted) {
    in.weight = draw.uniforms({c}, 0.125, 3);
    if (draw.coin()) in.weight[static_cast<std::size_t>((in.target[0] + 1) % c)] = 0;
  }
  for (std::int64_t i = 1; ignored && i < n; ++i)
    if (draw.coin()) in.target[i] = -100;
  return in;
}

const auto registered =
    laws<NllLoss>()
        .inputs(core, "classes", [](Draw& draw) { return samples(draw, false, false); })
        .inputs(core, "weights", [](Draw& draw) { return samples(draw, true, false); })
        .inputs(core, "samples that do not count", [](Draw& draw) { return samples(draw, draw.coin(), true); })
        .inputs(edge, "another ignore_index", [](Draw& draw) {
          In in = samples(draw, false, false);
          in.ignore_index = draw.integer(0, 1);
          in.target[0] = 1 - in.ignore_index;
          return in;
        })
        .refuses("C2", "no class", [](Draw& draw) {
          In in = samples(draw, false, false);
          in.target[0] = draw.coin() ? -1 : in.x.shape[1];
          return in;
        })
        .refuses("C3", "too few weights", [](Draw& draw) {
          In in = samples(draw, false, false);
          in.weight = Tensor<double>({1}, {1});
          return in;
        })
        .refuses("C4", "nothing weighs", [](Draw& draw) {
          In in = samples(draw, false, false);
          for (auto& t : in.target) t = -100;
          return in;
        })
        .theorem("C5", "of x + c it is c less", [](Exact<NllLoss>& t) {
          auto moved = t.in;
          for (Interval& x : moved.x) x += Interval(11) / 8;
          t.equal(t.f(moved, Variant::mean).loss, t.f(t.in, Variant::mean).loss - Interval(11) / 8, "of x + c it is c less");
        });

const auto registered_gradient =
    laws<NllLossGradient>()
        .theorem("C5", "⟨x̄, x⟩ = loss", [](Exact<NllLossGradient>& t) {
          const auto g = t.f(t.in).grad_x;
          Interval sum = 0, scale = 0;
          for (std::size_t i = 0; i < g.size(); ++i) sum += g[i] * t.in.x[i], scale += abs(g[i] * t.in.x[i]);
          t.equal_within(sum, Wings<NllLoss>::reference(t.in, t.variant)->loss, scale, "⟨x̄, x⟩ = loss");
        });

}  // namespace
}  // namespace etalon::verify
