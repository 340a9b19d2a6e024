#include "reference/contract/nn/bce.hpp"

#include <algorithm>
#include <cmath>

#include "reference/contract/nn/bce_with_logits.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Bce;
using contract::nn::BceGradient;
using In = Bce::In<double>;
using Variant = Bce::Variant;

In labelled(Draw& draw, bool soft) {
  const auto n = draw.extent(1, 8);
  In in{draw.uniforms({n}, 0.03125, 0.96875), Tensor<double>({n})};
  for (double& t : in.target) t = soft ? draw.uniform(0, 1) : draw.coin() ? 1 : 0;
  return in;
}

const auto registered =
    laws<Bce>()
        .inputs(core, "labels", [](Draw& draw) { return labelled(draw, false); })
        .inputs(core, "soft targets", [](Draw& draw) { return labelled(draw, true); })
        .inputs(core, "good predictions", [](Draw& draw) {
          In in = labelled(draw, true);
          in.target = in.p;
          return in;
        })
        .inputs(extreme, "beside 0 and 1", [](Draw& draw) {
          In in = labelled(draw, draw.coin());
          for (double& p : in.p) {
            const double small = draw.magnitude(-draw.format.precision, -6);
            p = draw.coin() ? draw.magnitude(draw.format.min_exponent + 4, -20) : round_to(1 - small, draw.format);
          }
          return in;
        })
        .refuses("C3", "no probability", [](Draw& draw) { return In{Tensor<double>({2}, {0.5, draw.one_of({-0.5, 1.5})}), Tensor<double>({2}, {1, 0})}; })
        .law("C4", "0 ≤ loss", [](Law<Bce>& t) { t.exactly_at_most(0, t.out.loss, "0 ≤ loss"); })
        .theorem("C4", "sum = n·mean", [](Exact<Bce>& t) {
          t.equal(t.f(t.in, Variant::sum).loss, Interval(t.in.p.shape[0]) * t.f(t.in, Variant::mean).loss, "sum = n·mean");
        })
        .theorem("C4", "of 1 − p and 1 − t, and of σ(z)", [](Exact<Bce>& t) {
          auto other = t.in;
          for (Interval& p : other.p) p = 1 - p;
          for (Interval& target : other.target) target = 1 - target;
          t.equal(t.f(other, Variant::mean).loss, t.f(t.in, Variant::mean).loss, "of 1 − p and 1 − t");
          contract::nn::BceWithLogits::In<Interval> logits{map(t.in.p, [](const Interval& p) { return log(p / (1 - p)); }), t.in.target, 1};
          t.equal(Wings<contract::nn::BceWithLogits>::reference(logits, contract::nn::BceWithLogits::Variant::sum)->loss, t.f(t.in, Variant::sum).loss, "of σ(z)");
        });

const auto registered_gradient =
    laws<BceGradient>()
        .law("C4", "p̄ has the sign of p − t", [](Law<BceGradient>& t) {
          if (Bce::clamps(t.variant)) return;
          for (std::size_t i = 0; i < t.out.grad_p.size(); ++i) t.exactly_at_most(0, t.out.grad_p[i] * (t.in.p[i] - t.in.target[i]), "the sign of p − t");
        });

}  // namespace
}  // namespace etalon::verify
