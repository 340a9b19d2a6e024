#include "reference/contract/nn/bce_with_logits.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BceWithLogits;
using contract::nn::BceWithLogitsGradient;
using In = BceWithLogits::In<double>;
using Variant = BceWithLogits::Variant;

/// As far from 0 as e⁻ᶻ is a normal number, 50 at most: there 1 − σ(z) has no digit left.
double logit(Draw& draw) {
  const double span = std::min(50.0, -0.6 * draw.format.min_exponent);
  return draw.coin() ? draw.real(-6, 2) : draw.uniform(-span, span);
}

/// Where exp overflows or underflows in float32 and float64.
double beyond(Draw& draw) { return round_to((draw.coin() ? 1 : -1) * (draw.coin() ? draw.uniform(80, 120) : draw.uniform(700, 1000)), draw.format); }

template <class F>
Tensor<double> filled(std::int64_t n, F entry) {
  Tensor<double> x({n});
  for (double& e : x) e = entry();
  return x;
}

In labelled(Draw& draw) {
  const auto n = draw.extent(1, 6);
  return {filled(n, [&] { return logit(draw); }), filled(n, [&] { return draw.coin() ? 1.0 : 0.0; })};
}
/// Labels as the logits say: small losses, whose digits log(1 + e⁻|ᶻ|) drops.
In confident(Draw& draw) {
  In in = labelled(draw);
  for (std::size_t i = 0; i < in.z.size(); ++i) in.target[i] = in.z[i] > 0 ? 1 : 0;
  return in;
}
In weighted(Draw& draw) {
  In in = labelled(draw);
  in.pos_weight = draw.one_of({0.0, round_to(0.1, draw.format), 0.5, 2.0, 3.0, 10.0});
  return in;
}
In soft(Draw& draw) {
  const auto n = draw.extent(1, 6);
  return {filled(n, [&] { return logit(draw); }), filled(n, [&] { return draw.uniform(0.25, 0.75); })};
}
/// Everything at once: soft and hard targets, weights, logits of every size.
In mixed(Draw& draw) {
  const auto n = draw.extent(2, 6);
  In in{filled(n, [&] { return draw.integer(0, 3) == 0 ? beyond(draw) : logit(draw); }), filled(n, [&] { return draw.coin() ? draw.uniform(0, 1) : draw.coin() ? 1.0 : 0.0; })};
  in.pos_weight = draw.magnitude(-4, 4);
  return in;
}
/// Targets beside 0 and 1, where (1 − t)·z − log σ(z) cancels.
In nearly_certain(Draw& draw) {
  const auto n = draw.extent(1, 6);
  return {filled(n, [&] { return logit(draw); }), filled(n, [&] {
            const double small = draw.magnitude(-draw.format.precision, -4);
            return draw.coin() ? small : round_to(1 - small, draw.format);
          })};
}
In beyond_exp(Draw& draw) {
  In in = labelled(draw);
  for (double& z : in.z) z = beyond(draw);
  return in;
}
/// A gradient that nearly vanishes: t is σ(z) but for a part of it, from an eighth down to `least` last bits.
In around_the_fit(Draw& draw, int least) {
  const auto n = draw.extent(1, 6);
  In in{filled(n, [&] { return draw.real(-20, 1); }), Tensor<double>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    const double off = draw.magnitude(least - draw.format.precision, -3);
    in.target[i] = round_to((1 + (draw.coin() ? off : -off)) / (1 + std::exp(-in.z[i])), draw.format);
  }
  return in;
}
In nearly_fitted(Draw& draw) { return around_the_fit(draw, 7); }
/// Nothing but the rounding of σ(z) is left of the gradient.
In fitted(Draw& draw) {
  In in = around_the_fit(draw, 7);
  for (std::size_t i = 0; i < in.z.size(); ++i) in.target[i] = round_to(1 / (1 + std::exp(-in.z[i])), draw.format);
  return in;
}

const auto registered =
    laws<BceWithLogits>()
        .inputs(core, "labels", labelled)
        .inputs(core, "confident and right", confident)
        .inputs(core, "weighted", weighted)
        .inputs(core, "soft targets", soft)
        .inputs(extreme, "beyond exp's range", beyond_exp)
        .inputs(extreme, "weights, soft targets and logits of every size", mixed)
        .inputs(edge, "targets beside 0 and 1", nearly_certain)
        .law("C4", "0 ≤ loss", [](Law<BceWithLogits>& t) { t.exactly_at_most(0, t.out.loss, "0 ≤ loss"); })
        .theorem("C4", "sum = n·mean", [](Exact<BceWithLogits>& t) {
          t.equal(t.f(t.in, Variant::sum).loss, Interval(t.in.z.shape[0]) * t.f(t.in, Variant::mean).loss, "sum = n·mean");
        })
        .theorem("C5", "loss(z, t) = loss(−z, 1 − t) at w = 1", [](Exact<BceWithLogits>& t) {
          auto in = t.in;
          in.pos_weight = 1;
          auto mirrored = in;
          for (Interval& z : mirrored.z) z = -z;
          for (Interval& target : mirrored.target) target = 1 - target;
          t.equal(t.f(mirrored).loss, t.f(in).loss, "loss(z, t) = loss(−z, 1 − t)");
        })
        .theorem("C5", "loss(z, 0) = log(1 + eᶻ)", [](Exact<BceWithLogits>& t) {
          auto in = t.in;
          for (Interval& target : in.target) target = 0;
          Interval sum = 0;
          for (const Interval& z : in.z) sum += log(1 + exp(z));
          t.equal(t.f(in, Variant::sum).loss, sum, "loss(z, 0) = log(1 + eᶻ)");
        });

const auto registered_gradient =
    laws<BceWithLogitsGradient>()
        .inputs(core, "nearly fitted", nearly_fitted)
        .inputs(edge, "fitted", fitted)
        .theorem("C4", "n·z̄ = σ(z) − t at w = 1", [](Exact<BceWithLogitsGradient>& t) {
          auto in = t.in;
          in.pos_weight = 1;
          const auto grad = t.f(in, Variant::mean).grad_z;
          for (std::size_t i = 0; i < grad.size(); ++i)
            t.equal_within(Interval(in.z.shape[0]) * grad[i], sigmoid(in.z[i]) - in.target[i], 1, "n·z̄ = σ(z) − t");
        })
        .law("C4", "−w·t ≤ n·z̄ ≤ 1 − t", [](Law<BceWithLogitsGradient>& t) {
          const Interval n = t.variant == Variant::mean ? t.in.z.shape[0] : 1;
          for (std::size_t i = 0; i < t.out.grad_z.size(); ++i) {
            t.at_most(-t.in.pos_weight * t.in.target[i], n * t.out.grad_z[i], "−w·t ≤ n·z̄");
            t.at_most(n * t.out.grad_z[i], 1 - t.in.target[i], "n·z̄ ≤ 1 − t");
          }
        })
        .law("C7", "the sign that the label asks for", [](Law<BceWithLogitsGradient>& t) {
          for (std::size_t i = 0; i < t.out.grad_z.size(); ++i) {
            if (t.in.target[i].is_zero()) t.exactly_at_most(0, t.out.grad_z[i], "z̄ ≥ 0 for the label 0");
            if ((t.in.target[i] == 1).certainly()) t.exactly_at_most(t.out.grad_z[i], 0, "z̄ ≤ 0 for the label 1");
          }
        })
        .theorem("C4", "z̄ = 0 at z = log(w·t/(1 − t))", [](Exact<BceWithLogitsGradient>& t) {
          auto in = t.in;
          in.pos_weight = 3;
          for (std::size_t i = 0; i < in.z.size(); ++i) {
            in.target[i] = (1 + in.target[i]) / 3;  // within (0, 1)
            in.z[i] = log(3 * in.target[i] / (1 - in.target[i]));
          }
          for (const Interval& g : t.f(in).grad_z) t.equal_within(g, 0, 1, "z̄ = 0 at its minimum");
        });

}  // namespace
}  // namespace etalon::verify
