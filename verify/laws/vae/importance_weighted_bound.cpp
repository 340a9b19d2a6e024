#include "reference/contract/vae/importance_weighted_bound.hpp"

#include <algorithm>

#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::vae::ImportanceWeightedBound;
using contract::vae::ImportanceWeightedBoundVjp;
using In = ImportanceWeightedBound::In<double>;

In sample(Draw& draw, int lowest = -4, int highest = 4) {
  const Dimensions s{draw.extent(1, 3), draw.extent(1, 6)};
  return {draw.reals(s, lowest, highest), draw.reals(s, lowest, highest)};
}

const auto registered =
    laws<ImportanceWeightedBound>()
        .inputs(core, "draws", [](Draw& draw) { return sample(draw); })
        .inputs(core, "nearly the posterior", [](Draw& draw) {
          In in = sample(draw);
          in.log_joint = near(draw, in.log_posterior);
          return in;
        })
        .inputs(core, "weights that underflow", [](Draw& draw) {
          In in = sample(draw);
          for (double& x : in.log_joint) x = round_to(draw.uniform(-2000, -1000), draw.format);
          return in;
        })
        .inputs(extreme, "weights far apart", [](Draw& draw) { return sample(draw, 6, std::min(12, draw.format.max_exponent - 2)); })
        .theorem("C3", "from the mean of log w to the largest", [](Exact<ImportanceWeightedBound>& t) {
          const Matrix y = t.f(t.in).bound;
          const std::int64_t k = t.in.log_joint.shape[1];
          auto equal = t.in;
          for (std::int64_t i = 0; i < y.shape[0]; ++i) {
            Interval sum = 0, most = t.in.log_joint(i, 0) - t.in.log_posterior(i, 0);
            for (std::int64_t j = 0; j < k; ++j) {
              const Interval log_w = t.in.log_joint(i, j) - t.in.log_posterior(i, j);
              sum += log_w, most = max(most, log_w);
              equal.log_joint(i, j) = equal.log_posterior(i, j) + i + 1;
            }
            const Interval rounding = (1 + abs(y[i]) + abs(most)) * power_of_two(-64);
            t.at_most(sum / k, y[i] + rounding, "the mean of log w");
            t.at_most(y[i], most + rounding, "the bound");
          }
          const Matrix same = t.f(equal).bound;
          for (std::int64_t i = 0; i < y.shape[0]; ++i) t.equal_within(same[i], i + 1, 1, "of equal weights");
        })
        .theorem("C4", "E L_K rises with K towards log p(x)", [](Exact<ImportanceWeightedBound>& t) {
          if (t.in.log_joint.shape[0] == 0) return;
          // z = 0 or 1, q(z) = (1/4, 3/4), p(x, z) = (s, 1)/3 with s between 0 and 1.
          const Interval s = 1 / (2 + square(t.in.log_joint[0])), quarter = Interval(1) / 4;
          const Interval log_joint[2] = {log(s / 3), -log(Interval(3))}, log_q[2] = {log(quarter), log(3 * quarter)}, evidence = log((s + 1) / 3);
          Interval before = evidence - 1000000;
          for (std::int64_t k = 1; k <= 4; ++k) {
            Interval mean = 0;
            for (std::int64_t all = 0; all < (std::int64_t{1} << k); ++all) {
              ImportanceWeightedBound::In<Interval> in{Matrix({1, k}), Matrix({1, k})};
              Interval probability = 1;
              for (std::int64_t j = 0; j < k; ++j) {
                const int z = static_cast<int>(all >> j & 1);
                in.log_joint[j] = log_joint[z], in.log_posterior[j] = log_q[z], probability *= z == 0 ? quarter : 3 * quarter;
              }
              mean += probability * t.f(in).bound[0];
            }
            t.at_most(before, mean + power_of_two(-64), "E L_K of one draw less");
            t.at_most(mean, evidence + power_of_two(-64), "E L_K");
            before = mean;
          }
        })
        .theorem("C5", "the order of the draws; a constant", [](Exact<ImportanceWeightedBound>& t) {
          auto turned = t.in;
          const std::int64_t n = t.in.log_joint.shape[0], k = t.in.log_joint.shape[1];
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < k; ++j) turned.log_joint(i, j) = t.in.log_joint(i, k - 1 - j) + 3, turned.log_posterior(i, j) = t.in.log_posterior(i, k - 1 - j);
          const Matrix y = t.f(t.in).bound, again = t.f(turned).bound;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(again[i], y[i] + 3, 1 + abs(y[i]), "of other draws");
        });

const auto registered_vjp =
    laws<ImportanceWeightedBoundVjp>()
        .law("C3", "adds up to ȳ, and to log q its negative", [](Law<ImportanceWeightedBoundVjp>& t) {
          for (std::int64_t i = 0; i < t.in.log_joint.shape[0]; ++i) {
            Interval sum = 0;
            for (std::int64_t k = 0; k < t.in.log_joint.shape[1]; ++k) {
              sum += t.out.grad_log_joint(i, k);
              t.equal_within(t.out.grad_log_joint(i, k) + t.out.grad_log_posterior(i, k), 0, abs(t.in.cotangent.bound[i]), "to log p and to log q");
            }
            t.equal_within(sum, t.in.cotangent.bound[i], abs(t.in.cotangent.bound[i]), "the sum over the draws");
          }
        });

}  // namespace
}  // namespace etalon::verify
