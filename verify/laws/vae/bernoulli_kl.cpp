#include "reference/contract/vae/bernoulli_kl.hpp"

#include "reference/contract/vae/categorical_kl.hpp"
#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::vae::BernoulliKl;
using contract::vae::BernoulliKlVjp;
using contract::vae::CategoricalKl;
using In = BernoulliKl::In<double>;

In logits(Draw& draw, int lowest = -6, int highest = 3) {
  const Dimensions s{draw.extent(1, 3), draw.extent(1, 4)};
  return {draw.reals(s, lowest, highest), draw.reals(s, lowest, highest)};
}
/// (x, 0) for each logit.
Matrix with_zero(const Matrix& logits) {
  Matrix pairs({static_cast<std::int64_t>(logits.size()), 2});
  for (std::size_t i = 0; i < logits.size(); ++i) pairs(i, 0) = logits[i];
  return pairs;
}

const auto registered =
    laws<BernoulliKl>()
        .inputs(core, "logits", [](Draw& draw) { return logits(draw); })
        .inputs(core, "nearly equal", [](Draw& draw) {
          In in = logits(draw);
          in.prior_logits = near(draw, in.logits);
          return in;
        })
        .inputs(core, "saturated", [](Draw& draw) { return logits(draw, 2, 5); })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return logits(draw, 5, std::min(11, draw.format.max_exponent - 2)); })
        .law("C3", "kl ≥ 0", [](Law<BernoulliKl>& t) {
          for (const Interval& kl : t.out.kl) t.holds(!(kl < 0).certainly(), "kl ≥ 0");
        })
        .theorem("C3", "0 for a = b; of −a and −b the same", [](Exact<BernoulliKl>& t) {
          const auto negated = [](const Matrix& x) { return map(x, [](const Interval& entry) { return Interval(-entry); }); };
          const Matrix kl = t.f(t.in).kl, again = t.f({negated(t.in.logits), negated(t.in.prior_logits)}).kl, none = t.f({t.in.logits, t.in.logits}).kl;
          for (std::size_t i = 0; i < kl.size(); ++i) {
            t.equal_within(again[i], kl[i], 1 + kl[i], "of −a and −b");
            t.equal_within(none[i], 0, 1, "kl for a = b");
          }
        })
        .theorem("C4", "vae.categorical_kl of (a, 0) and (b, 0)", [](Exact<BernoulliKl>& t) {
          const Matrix kl = t.f(t.in).kl, bits = Wings<CategoricalKl>::reference(CategoricalKl::In<Interval>{with_zero(t.in.logits), with_zero(t.in.prior_logits)})->kl;
          for (std::int64_t i = 0; i < t.in.logits.shape[0]; ++i) {
            Interval sum = 0;
            for (std::int64_t k = i * t.in.logits.shape[1]; k < (i + 1) * t.in.logits.shape[1]; ++k) sum += bits[k];
            t.equal_within(kl[i], sum, 1 + kl[i], "the sum over the bits");
          }
        })
        .theorem("C5", "Σ (p − q)(a − b)", [](Exact<BernoulliKl>& t) {
          const Matrix kl = t.f(t.in).kl, back = t.f({t.in.prior_logits, t.in.logits}).kl;
          for (std::int64_t i = 0; i < t.in.logits.shape[0]; ++i) {
            Interval sum = 0;
            for (std::int64_t k = 0; k < t.in.logits.shape[1]; ++k) {
              const Interval &a = t.in.logits(i, k), &b = t.in.prior_logits(i, k);
              sum += (sigmoid(a) - sigmoid(b)) * (a - b);
            }
            t.equal_within(kl[i] + back[i], sum, 1 + kl[i] + back[i], "kl one way and the other");
          }
        });

const auto registered_vjp =
    laws<BernoulliKlVjp>()
        .law("C4", "the signs of a − b", [](Law<BernoulliKlVjp>& t) {
          for (std::size_t i = 0; i < t.in.logits.size(); ++i) {
            const Interval difference = t.in.cotangent.kl[i / t.in.logits.shape[1]] * (t.in.logits[i] - t.in.prior_logits[i]);
            t.exactly_at_most(0, t.out.grad_logits[i] * difference, "to a: that of a − b");
            t.exactly_at_most(t.out.grad_prior_logits[i] * difference, 0, "to b: the other");
          }
        });

}  // namespace
}  // namespace etalon::verify
