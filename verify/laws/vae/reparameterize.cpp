#include "reference/contract/vae/reparameterize.hpp"

#include "reference/vae/spread.hpp"
#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::vae::Reparameterize;
using contract::vae::ReparameterizeVjp;
using In = Reparameterize::In<double>;

In positive(Draw& draw) {
  const Dimensions s{draw.extent(1, 3), draw.extent(1, 4)};
  return {draw.reals(s, -6, 3), deviations(draw, s), draw.uniforms(s, -4, 4)};
}
In either_sign(Draw& draw) {
  In in = positive(draw);
  in.spread = any_spreads(draw, in.mu.shape);
  return in;
}

/// f(weight, node) for Gauss's and Hermite's three nodes: exact for polynomials up to degree 5 of a normal variable.
template <class F>
void over_nodes(F f) {
  const Interval third = Interval(1) / 3, root = sqrt(Interval(3));
  f(2 * third, Interval(0)), f(third / 2, root), f(third / 2, -root);
}
template <class Inputs>
Inputs at_node(Inputs in, const Interval& node) {
  for (Interval& noise : in.noise) noise = node;
  return in;
}

const auto registered =
    laws<Reparameterize>()
        .inputs(core, "positive spreads", positive)
        .inputs(core, "spreads of either sign", either_sign)
        .inputs(extreme, "wide", [](Draw& draw) {
          In in = positive(draw);
          const int far = draw.format.max_exponent / 4;
          in.mu = draw.reals(in.mu.shape, -far, far), in.spread = deviations(draw, in.mu.shape, -far, 6);
          return in;
        })
        .inputs(edge, "no noise", [](Draw& draw) {
          In in = either_sign(draw);
          in.noise = Tensor<double>(in.mu.shape);
          return in;
        })
        .refuses("C3", "a deviation of 0, or negative", [](Draw& draw) {
          In in = positive(draw);
          in.spread[0] = draw.one_of({0.0, -1.0});
          return in;
        })
        .theorem("C4", "(z − μ)² = σ²ε²", [](Exact<Reparameterize>& t) {
          const Matrix z = t.f(t.in).z;
          for (std::size_t i = 0; i < z.size(); ++i) {
            const Interval sigma = reference::vae::deviation(t.in.spread[i], t.variant), moved = z[i] - t.in.mu[i], scale = abs(z[i]) + abs(t.in.mu[i]);
            t.equal_within(square(moved), square(sigma * t.in.noise[i]), square(scale), "(z − μ)²");
            t.holds(!(moved * t.in.noise[i] < 0).certainly(), "the sign of ε");
          }
          const Matrix still = t.f(at_node(t.in, 0)).z;
          t.equal(still, t.in.mu, "z for ε = 0");
        })
        .theorem("C5", "the mean is μ and the variance σ²", [](Exact<Reparameterize>& t) {
          Matrix mean(t.in.mu.shape), variance(t.in.mu.shape);
          over_nodes([&](const Interval& weight, const Interval& node) {
            const Matrix z = t.f(at_node(t.in, node)).z;
            for (std::size_t i = 0; i < z.size(); ++i) mean[i] += weight * z[i], variance[i] += weight * square(z[i] - t.in.mu[i]);
          });
          for (std::size_t i = 0; i < mean.size(); ++i) {
            const Interval sigma = reference::vae::deviation(t.in.spread[i], t.variant), scale = abs(t.in.mu[i]) + 2 * sigma;
            t.equal_within(mean[i], t.in.mu[i], scale, "the mean of z");
            t.equal_within(variance[i], square(sigma), square(scale), "the variance of z");
          }
        });

const auto registered_vjp =
    laws<ReparameterizeVjp>()
        .theorem("C4", "the score-function identity, for f(z) = z²/2 − 3z", [](Exact<ReparameterizeVjp>& t) {
          Matrix by_mu(t.in.mu.shape), by_spread = by_mu, score_mu = by_mu, score_spread = by_mu, sizes = by_mu;
          over_nodes([&](const Interval& weight, const Interval& node) {
            auto in = at_node(t.in, node);
            const auto sample = Wings<Reparameterize>::reference(in, t.variant);
            if (!sample) throw Refused{sample.failure()};
            const Matrix& z = sample->z;
            for (std::size_t i = 0; i < z.size(); ++i) in.cotangent.z[i] = z[i] - 3;
            const auto grad = t.f(in);
            for (std::size_t i = 0; i < z.size(); ++i) {
              const Interval sigma = reference::vae::deviation(in.spread[i], t.variant), f = z[i] * (z[i] / 2 - 3);
              const Interval log_slope = reference::vae::log_slope(in.spread[i], t.variant);
              by_mu[i] += weight * grad.grad_mu[i], by_spread[i] += weight * grad.grad_spread[i];
              score_mu[i] += weight * f * (node / sigma), score_spread[i] += weight * f * ((square(node) - 1) * log_slope);
              sizes[i] += (1 + abs(f)) * (1 + 4 / sigma + 4 * abs(log_slope)) + abs(grad.grad_spread[i]);
            }
          });
          for (std::size_t i = 0; i < by_mu.size(); ++i) {
            t.equal_within(by_mu[i], score_mu[i], sizes[i], "to μ: E f′(z) = E f(z)ε/σ");
            t.equal_within(by_spread[i], score_spread[i], sizes[i], "to s: E f′(z)ε·dσ/ds = E f(z)(ε² − 1)·d log σ/ds");
          }
        });

}  // namespace
}  // namespace etalon::verify
