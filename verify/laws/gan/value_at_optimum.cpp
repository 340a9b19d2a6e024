#include "reference/contract/gan/value_at_optimum.hpp"

#include "reference/contract/gan/jensen_shannon.hpp"
#include "reference/contract/gan/optimal_discriminator.hpp"
#include "verify/laws/gan/distributions.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::JensenShannon;
using contract::gan::OptimalDiscriminator;
using contract::gan::ValueAtOptimum;

/// Σ p log D + Σ q log(1 − D).
Interval value_of(const Tensor<Interval>& p, const Tensor<Interval>& q, const Tensor<Interval>& d) {
  Interval sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += x_log_y(p[i], d[i]) + x_log_y(q[i], 1 - d[i]);
  return sum;
}

const auto registered =
    two_sums<ValueAtOptimum>()
        .law("C4", "−log 4 ≤ value ≤ 0", [](Law<ValueAtOptimum>& t) {
          t.exactly_at_most(t.out.value, 0, "value ≤ 0");
          t.at_most(-t.out.value, log(Interval(4)) * (1 + power_of_two(-100)), "−log 4 ≤ value");
        })
        .theorem("C4", "−log 4 + 2·gan.jensen_shannon", [](Exact<ValueAtOptimum>& t) {
          const Interval js = Wings<JensenShannon>::reference(JensenShannon::In<Interval>{t.in.p, t.in.q})->divergence;
          t.equal_within(t.f(t.in).value, 2 * js - log(Interval(4)), 1, "−log 4 + 2·JS");
          t.equal(t.f({t.in.p, t.in.p}).value, -log(Interval(4)), "−log 4 where p = q");
        })
        .theorem("C5", "of gan.optimal_discriminator, and of no other is it larger", [](Exact<ValueAtOptimum>& t) {
          for (std::size_t i = 0; i < t.in.p.size(); ++i)
            if (t.in.p[i].is_zero() && t.in.q[i].is_zero()) return;  // there is no best answer
          const auto p = distribution_of(t.in.p), q = distribution_of(t.in.q);
          const auto best = Wings<OptimalDiscriminator>::reference(OptimalDiscriminator::In<Interval>{p, q})->d;
          const Interval value = t.f(t.in).value;
          t.equal_within(value, value_of(p, q, best), 1, "of the best discriminator");
          for (const int k : {1, 3, 4, 6}) {
            auto other = best;
            for (Interval& d : other) d = (d + Interval(k) / 8) / 2;
            t.at_most(value_of(p, q, other) - value, power_of_two(-60), "of another");
          }
        })
        .theorem("C6", "an equilibrium at p = q, D = ½", [](Exact<ValueAtOptimum>& t) {
          const auto p = distribution_of(t.in.p), r = distribution_of(t.in.q);
          Tensor<Interval> half(p.shape), unequal(p.shape), moved(p.shape);
          const Interval step = power_of_two(-20);
          Interval squares = 0;
          bool everywhere = true;
          for (std::size_t i = 0; i < p.size(); ++i) {
            half[i] = Interval(1) / 2, unequal[i] = Interval(static_cast<std::int64_t>(i % 5) + 1) / 7;
            moved[i] = p[i] + step * (r[i] - p[i]);
            if (p[i].is_zero()) everywhere = false;
            else squares += square(r[i] - p[i]) / p[i];
          }
          const Interval level = -log(Interval(4));
          t.equal(value_of(p, p, half), level, "−log 4 at D = ½");
          t.at_most(value_of(p, p, unequal), level, "no other D gains");
          t.equal(value_of(p, r, half), level, "to no q does the generator gain");
          // 2·JS(p, q) ≤ Σ (p − q)²/(p + q), which is at most the step's square times Σ (r − p)²/p, and a little for rounding
          if (everywhere) t.at_most(t.f({p, moved}).value - level, square(step) * squares + power_of_two(-100), "with the square of a step");
        });

}  // namespace
}  // namespace etalon::verify
