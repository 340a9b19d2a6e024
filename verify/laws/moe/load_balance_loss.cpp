#include <algorithm>

#include "reference/contract/moe/load_balance_loss.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/moe/router.hpp"

namespace etalon::verify {
namespace {

using contract::moe::LoadBalanceLoss;
using contract::moe::LoadBalanceLossGradient;
using In = LoadBalanceLoss::In<double>;
using Variant = LoadBalanceLoss::Variant;

/// t·n ≤ 16 probabilities, each drawn by `entry`.
template <class F>
In routed(Draw& draw, F entry) {
  const auto tokens = draw.extent(1, 6), experts = draw.extent(1, std::clamp<std::int64_t>(16 / tokens, 1, 6));
  In in{Tensor<double>({tokens, experts}), draw.integers({tokens}, 0, experts - 1), round_to(draw.one_of({0.01, 0.1, 1.0, 3.0}), draw.format)};
  for (double& p : in.probabilities) p = entry();
  return in;
}
/// Each row a distribution, up to rounding.
In router(Draw& draw) {
  In in = routed(draw, [&] { return draw.uniform(0.05, 1); });
  make_distributions(in.probabilities, draw.format);
  return in;
}
/// All tokens at one expert, which is nearly certain.
In collapsed(Draw& draw) {
  In in = routed(draw, [&] { return draw.magnitude(-12, -5); });
  const auto expert = draw.integer(0, in.probabilities.shape[1] - 1);
  for (std::int64_t k = 0; k < in.probabilities.shape[0]; ++k) {
    in.assignment[k] = expert;
    in.probabilities(k, expert) = 1;
  }
  return in;
}
In one_hot(Draw& draw) {
  In in = routed(draw, [] { return 0.0; });
  for (std::int64_t k = 0; k < in.probabilities.shape[0]; ++k)
    in.probabilities(k, draw.coin() ? in.assignment[k] : draw.integer(0, in.probabilities.shape[1] - 1)) = 1;
  return in;
}
In beyond_the_last_expert(Draw& draw) {
  In in = router(draw);
  in.assignment[draw.integer(0, static_cast<std::int64_t>(in.assignment.size()) - 1)] = in.probabilities.shape[1] + draw.integer(0, 2);
  return in;
}

const auto registered =
    laws<LoadBalanceLoss>()
        .inputs(core, "router", router)
        .inputs(core, "collapsed", collapsed)
        .inputs(extreme, "huge or tiny", [](Draw& draw) { return routed(draw, huge_or_tiny(draw)); })
        .inputs(edge, "one expert for each token", one_hot)
        .refuses("C2", "an expert beyond the last", beyond_the_last_expert)
        .law("C4", "0 ≤ loss", [](Law<LoadBalanceLoss>& t) { t.exactly_at_most(0, t.out.loss, "0 ≤ loss"); })
        .law("C7", "a mean of the experts' mean probabilities", [](Law<LoadBalanceLoss>& t) {
          const auto tokens = t.in.probabilities.shape[0], experts = t.in.probabilities.shape[1];
          Interval least, most;
          for (std::int64_t i = 0; i < experts; ++i) {
            Interval mean = 0;
            for (std::int64_t k = 0; k < tokens; ++k) mean += t.in.probabilities(k, i) / Interval(tokens);
            least = i == 0 ? mean : min(least, mean);
            most = i == 0 ? mean : max(most, mean);
          }
          const Interval factor = t.in.alpha * Interval(t.variant == Variant::scaled ? experts : 1);
          t.at_most(factor * least, t.out.loss, "α·n·min P ≤ loss");
          t.at_most(t.out.loss, factor * most, "loss ≤ α·n·max P");
        })
        .theorem("C4", "linear in the probabilities", [](Exact<LoadBalanceLoss>& t) {
          auto one = t.in, other = t.in, sum = t.in;
          for (std::size_t i = 0; i < one.probabilities.size(); ++i) {
            other.probabilities[i] = square(one.probabilities[i]);
            sum.probabilities[i] = 3 * one.probabilities[i] + 5 * other.probabilities[i];
          }
          t.equal(t.f(sum).loss, 3 * t.f(one).loss + 5 * t.f(other).loss, "linear in the probabilities");
        })
        .theorem("C4", "scaled = n·unscaled", [](Exact<LoadBalanceLoss>& t) {
          t.equal(t.f(t.in, Variant::scaled).loss, Interval(t.in.probabilities.shape[1]) * t.f(t.in, Variant::unscaled).loss, "scaled = n·unscaled");
        })
        .theorem("C5", "uniform probabilities give α", [](Exact<LoadBalanceLoss>& t) {
          auto uniform = t.in;
          const Interval n = Interval(t.in.probabilities.shape[1]);
          for (Interval& p : uniform.probabilities) p = 1 / n;
          t.equal(t.f(uniform, Variant::scaled).loss, t.in.alpha, "uniform probabilities give α");
          t.equal(t.f(uniform, Variant::unscaled).loss, t.in.alpha / n, "uniform probabilities give α/n");
        });

const auto registered_gradient =
    laws<LoadBalanceLossGradient>()
        .theorem("C4", "p̄ does not depend on p", [](Exact<LoadBalanceLossGradient>& t) {
          auto other = t.in;
          for (Interval& p : other.probabilities) p = 1 + square(p);
          const auto grad = t.f(t.in).grad_probabilities;
          t.equal(t.f(other).grad_probabilities, grad, "p̄ does not depend on p");
          const auto n = static_cast<std::size_t>(grad.shape[1]);
          for (std::size_t at = 0; at < grad.size(); ++at) t.equal(grad[at], grad[at % n], "p̄ is the same for all tokens");
        })
        .law("C4", "no p̄ is negative, and an expert without tokens has exactly 0", [](Law<LoadBalanceLossGradient>& t) {
          const auto& grad = t.out.grad_probabilities;
          for (std::size_t at = 0; at < grad.size(); ++at) {
            t.exactly_at_most(0, grad[at], "0 ≤ p̄");
            const auto i = static_cast<std::int64_t>(at) % grad.shape[1];
            if (std::find(t.in.assignment.begin(), t.in.assignment.end(), i) == t.in.assignment.end()) t.exactly(grad[at].is_zero(), "an expert without tokens has gradient 0");
          }
        })
        .theorem("C5", "Σ p̄p = loss", [](Exact<LoadBalanceLossGradient>& t) {
          const auto grad = t.f(t.in).grad_probabilities;
          Interval sum = 0;
          for (std::size_t i = 0; i < grad.size(); ++i) sum += grad[i] * t.in.probabilities[i];
          t.equal(sum, Wings<LoadBalanceLoss>::reference(t.in, t.variant)->loss, "Σ p̄p = loss");
        })
        .law("C5", "Σᵢ p̄ₜᵢ = α·n/t", [](Law<LoadBalanceLossGradient>& t) {
          const auto& grad = t.out.grad_probabilities;
          const auto tokens = grad.shape[0], experts = grad.shape[1];
          const Interval total = t.in.alpha * Interval(t.variant == Variant::scaled ? experts : 1) / Interval(tokens);
          for (std::int64_t k = 0; k < tokens; ++k) {
            Interval sum = 0;
            for (std::int64_t i = 0; i < experts; ++i) sum += grad(k, i);
            t.equal(sum, total, "Σᵢ p̄ₜᵢ = α·n/t");
          }
        });

}  // namespace
}  // namespace etalon::verify
