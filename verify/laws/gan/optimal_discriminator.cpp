#include "reference/contract/gan/optimal_discriminator.hpp"

#include "verify/laws/gan/distributions.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::OptimalDiscriminator;
using In = OptimalDiscriminator::In<double>;

const auto registered =
    two_distributions<OptimalDiscriminator>()
        .inputs(edge, "no points", [](Draw&) { return In{Tensor<double>({0}), Tensor<double>({0})}; })
        .refuses("C3", "no weight at a point", [](Draw& draw) {
          In in{weights(draw, draw.extent(1, 4)), {}};
          in.q = in.p;
          in.p[0] = in.q[0] = 0;
          return in;
        })
        .law("C4", "0 ≤ D* ≤ 1", [](Law<OptimalDiscriminator>& t) {
          for (const Interval& d : t.out.d) t.exactly_at_most(0, d, "0 ≤ D*"), t.exactly_at_most(d, 1, "D* ≤ 1");
        })
        .theorem("C4", "½ where p = q; exchanged and scaled", [](Exact<OptimalDiscriminator>& t) {
          const auto d = t.f(t.in).d, exchanged = t.f({t.in.q, t.in.p}).d;
          const auto times = [](const Tensor<Interval>& x) { return map(x, [](const Interval& w) -> Interval { return w * 11 / 8; }); };
          const auto scaled = t.f({times(t.in.p), times(t.in.q)}).d;
          for (std::size_t i = 0; i < d.size(); ++i) {
            t.equal(exchanged[i] + d[i], 1, "exchanged");
            t.equal(scaled[i], d[i], "scaled");
            if ((t.in.p[i] == t.in.q[i]).certainly()) t.equal(d[i], Interval(1) / 2, "D* = ½ where p = q");
            else t.holds((t.in.p[i] > t.in.q[i]).certainly() ? d[i] * 2 > 1 : d[i] * 2 < 1, "to the side of the larger one");
          }
        })
        .theorem("C5", "p log D + q log(1 − D) is largest at D*", [](Exact<OptimalDiscriminator>& t) {
          const auto d = t.f(t.in).d;
          for (std::size_t i = 0; i < d.size(); ++i) {
            const Interval &p = t.in.p[i], &q = t.in.q[i];
            const Interval best = x_log_y(p, d[i]) + x_log_y(q, 1 - d[i]);
            for (const int k : {1, 4, 7}) t.at_most(x_log_y(p, Interval(k) / 8) + x_log_y(q, Interval(8 - k) / 8) - best, power_of_two(-60) * (p + q), "at k/8 beside D*");
          }
        });

}  // namespace
}  // namespace etalon::verify
