#include "reference/contract/vae/bernoulli_log_likelihood.hpp"

#include "reference/contract/nn/bce_with_logits.hpp"
#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BceWithLogits;
using contract::vae::BernoulliLogLikelihood;
using contract::vae::BernoulliLogLikelihoodVjp;
using In = BernoulliLogLikelihood::In<double>;

In pixels(Draw& draw, double span) {
  const Dimensions s{draw.extent(1, 3), draw.extent(1, 5)};
  In in{draw.uniforms(s, 0, 1), draw.uniforms(s, -span, span)};
  for (double& x : in.x)
    if (draw.coin()) x = draw.coin() ? 1 : 0;
  return in;
}

const auto registered =
    laws<BernoulliLogLikelihood>()
        .inputs(core, "pixels", [](Draw& draw) { return pixels(draw, 4); })
        .inputs(core, "saturated", [](Draw& draw) { return pixels(draw, 50); })
        .inputs(core, "reconstructed", [](Draw& draw) {
          In in = pixels(draw, 50);
          for (std::size_t i = 0; i < in.x.size(); ++i) in.x[i] = in.logits[i] > 0 ? 1 : 0;
          return in;
        })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return pixels(draw, 4000); })
        .law("C4", "at most 0", [](Law<BernoulliLogLikelihood>& t) {
          for (const Interval& y : t.out.log_likelihood) t.exactly_at_most(y, 0, "log p(x|z)");
        })
        .theorem("C4", "minus nn.bce_with_logits", [](Exact<BernoulliLogLikelihood>& t) {
          const std::int64_t all = static_cast<std::int64_t>(t.in.x.size());
          if (all == 0) return;
          Interval sum = 0;
          for (const Interval& y : t.f(t.in).log_likelihood) sum += y;
          t.equal(-sum, Wings<BceWithLogits>::reference(BceWithLogits::In<Interval>{Matrix({all}, t.in.logits.data), Matrix({all}, t.in.x.data), 1}, BceWithLogits::Variant::sum)->loss, "nn.bce_with_logits");
        })
        .theorem("C5", "of (1 − x, −a)", [](Exact<BernoulliLogLikelihood>& t) {
          const auto rest = [](const Interval& x) { return Interval(1 - x); };
          const auto negated = [](const Interval& x) { return Interval(-x); };
          t.equal(t.f({map(t.in.x, rest), map(t.in.logits, negated)}).log_likelihood, t.f(t.in).log_likelihood, "of (1 − x, −a)");
        });

const auto registered_vjp =
    laws<BernoulliLogLikelihoodVjp>()
        .law("C4", "the sign that the pixel asks for", [](Law<BernoulliLogLikelihoodVjp>& t) {
          for (std::size_t i = 0; i < t.in.x.size(); ++i) {
            const Interval up = t.out.grad_logits[i] * t.in.cotangent.log_likelihood[i / t.in.x.shape[1]];
            if (t.in.x[i].is_zero()) t.exactly_at_most(up, 0, "the pixel 0");
            if ((t.in.x[i] == 1).certainly()) t.exactly_at_most(0, up, "the pixel 1");
          }
        });

}  // namespace
}  // namespace etalon::verify
