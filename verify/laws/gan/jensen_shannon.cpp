#include "reference/contract/gan/jensen_shannon.hpp"

#include "verify/laws/gan/distributions.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::JensenShannon;

const auto registered =
    two_sums<JensenShannon>()
        .law("C4", "0 ≤ divergence ≤ log 2", [](Law<JensenShannon>& t) {
          t.exactly_at_most(0, t.out.divergence, "0 ≤ divergence");
          t.at_most(t.out.divergence, log(Interval(2)) * (1 + power_of_two(-100)), "divergence ≤ log 2");
        })
        .theorem("C4", "0 of the same; log 2 where they share no point; not 0 of others", [](Exact<JensenShannon>& t) {
          t.equal_within(t.f({t.in.p, t.in.p}).divergence, 0, 1, "0 of the same");
          const std::int64_t n = t.in.p.shape[0];
          JensenShannon::In<Interval> apart{Tensor<Interval>({2 * n}), Tensor<Interval>({2 * n})}, other = t.in;
          for (std::int64_t i = 0; i < n; ++i) apart.p[i] = t.in.p[i], apart.q[n + i] = t.in.q[i];
          t.equal(t.f(apart).divergence, log(Interval(2)), "log 2 where they share no point");
          apart.q[0] = apart.p[0] + apart.q[2 * n - 1];
          if (!apart.p[0].is_zero()) t.holds(t.f(apart).divergence < log(Interval(2)), "less where they share one");
          if (n < 2) return;
          other.q = other.p;
          other.q[0] = 3 * other.q[0] + 1, other.p[1] = 3 * other.p[1] + other.p[0];
          t.holds(t.f(other).divergence > 0, "not 0 of others");
        })
        .theorem("C5", "symmetric, of any scale", [](Exact<JensenShannon>& t) {
          const Interval divergence = t.f(t.in).divergence;
          t.equal_within(t.f({t.in.q, t.in.p}).divergence, divergence, 1, "symmetric");
          t.equal_within(t.f({map(t.in.p, [](const Interval& w) -> Interval { return w * 11 / 8; }), t.in.q}).divergence, divergence, 1, "of any scale");
        });

}  // namespace
}  // namespace etalon::verify
