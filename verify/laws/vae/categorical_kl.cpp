#include "reference/contract/vae/categorical_kl.hpp"

#include "reference/contract/nn/soft_cross_entropy.hpp"
#include "reference/nn/shares.hpp"
#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::nn::SoftCrossEntropy;
using contract::vae::CategoricalKl;
using contract::vae::CategoricalKlVjp;
using In = CategoricalKl::In<double>;

In logits(Draw& draw, int lowest = -4, int highest = 3) {
  const Dimensions s{draw.extent(1, 3), draw.extent(1, 5)};
  return {draw.reals(s, lowest, highest), draw.reals(s, lowest, highest)};
}
In collapsed(Draw& draw) {
  In in = logits(draw);
  in.prior_logits = near(draw, in.logits);
  return in;
}
std::vector<Interval> weights_of(const Matrix& logits, std::int64_t i) { return reference::nn::weights(reference::nn::row(logits, i)); }

const auto registered =
    laws<CategoricalKl>()
        .inputs(core, "logits", [](Draw& draw) { return logits(draw); })
        .inputs(core, "nearly equal", collapsed)
        .inputs(core, "to the uniform distribution", [](Draw& draw) {
          In in = logits(draw);
          in.prior_logits = Tensor<double>(in.logits.shape);
          return in;
        })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return logits(draw, 6, std::min(11, draw.format.max_exponent - 2)); })
        .law("C3", "kl ≥ 0", [](Law<CategoricalKl>& t) {
          for (const Interval& kl : t.out.kl) t.holds(!(kl < 0).certainly(), "kl ≥ 0");
        })
        .theorem("C3", "0 where a − b is constant, and the same of a + s and b + t", [](Exact<CategoricalKl>& t) {
          auto moved = t.in, same = t.in;
          for (std::int64_t i = 0; i < moved.logits.shape[0]; ++i)
            for (std::int64_t k = 0; k < moved.logits.shape[1]; ++k) moved.logits(i, k) += Interval(5 + i) / 4, moved.prior_logits(i, k) -= 3, same.prior_logits(i, k) = same.logits(i, k) + i - 2;
          const Matrix kl = t.f(t.in).kl, again = t.f(moved).kl, none = t.f(same).kl;
          for (std::size_t i = 0; i < kl.size(); ++i) {
            t.equal_within(again[i], kl[i], 1 + kl[i], "of a + s and b + t");
            t.equal_within(none[i], 0, 1, "kl where a − b is constant");
          }
        })
        .theorem("C4", "the cross-entropy less the entropy; to the uniform distribution log c − H(p)", [](Exact<CategoricalKl>& t) {
          const Matrix kl = t.f(t.in).kl;
          auto uniform = t.in;
          for (Interval& b : uniform.prior_logits) b = 0;
          const Matrix to_uniform = t.f(uniform).kl;
          const std::int64_t c = t.in.logits.shape[1];
          for (std::size_t i = 0; i < kl.size(); ++i) {
            const std::vector<Interval> p = weights_of(t.in.logits, static_cast<std::int64_t>(i));
            const SoftCrossEntropy::In<Interval> row{Matrix({1, c}, reference::nn::row(t.in.prior_logits, static_cast<std::int64_t>(i))), Matrix({1, c}, p), Matrix({0}), 0};
            const SoftCrossEntropy::In<Interval> own{Matrix({1, c}, reference::nn::row(t.in.logits, static_cast<std::int64_t>(i))), Matrix({1, c}, p), Matrix({0}), 0};
            const Interval crossed = Wings<SoftCrossEntropy>::reference(row)->loss, entropy = Wings<SoftCrossEntropy>::reference(own)->loss;
            t.equal_within(kl[i], crossed - entropy, 1 + crossed, "cross-entropy − entropy");
            t.equal_within(to_uniform[i], log(Interval(c)) - entropy, 1 + log(Interval(c)), "log c − H(p)");
          }
        })
        .theorem("C5", "at most the span of a − b", [](Exact<CategoricalKl>& t) {
          const Matrix kl = t.f(t.in).kl;
          for (std::int64_t i = 0; i < t.in.logits.shape[0]; ++i) {
            Interval most = t.in.logits(i, 0) - t.in.prior_logits(i, 0), least = most;
            for (std::int64_t k = 1; k < t.in.logits.shape[1]; ++k) {
              const Interval d = t.in.logits(i, k) - t.in.prior_logits(i, k);
              most = max(most, d), least = min(least, d);
            }
            t.at_most(kl[i], most - least + power_of_two(-64), "kl");
          }
        });

const auto registered_vjp =
    laws<CategoricalKlVjp>()
        .law("C4", "either adds up to 0 in each row", [](Law<CategoricalKlVjp>& t) {
          for (const Matrix* g : {&t.out.grad_logits, &t.out.grad_prior_logits})
            for (std::int64_t i = 0; i < g->shape[0]; ++i) {
              Interval sum = 0, scale = abs(t.in.cotangent.kl[i]);
              for (std::int64_t k = 0; k < g->shape[1]; ++k) sum += (*g)(i, k), scale += abs((*g)(i, k));
              t.equal_within(sum, 0, scale, "a row of a gradient");
            }
        });

}  // namespace
}  // namespace etalon::verify
