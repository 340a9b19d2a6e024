#include "reference/contract/optimization/schedule.inverse_time.hpp"

#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleInverseTime;
using In = ScheduleInverseTime::In<double>;

using enum ScheduleInverseTime::Variant;

In typical(Draw& draw) { return {draw.magnitude(-12, 2), draw.integer(0, 40), draw.one_of({0.5, 1.0, draw.magnitude(-10, 1)}), draw.integer(1, 8)}; }

const auto registered =
    laws<ScheduleInverseTime>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw); })
        .inputs(core, "around a boundary", [](Draw& draw) {
          In in = typical(draw);
          return in.t = std::max<std::int64_t>(0, in.period * draw.integer(0, 3) + draw.integer(-1, 1)), in;
        })
        .inputs(extreme, "a long run", [](Draw& draw) {
          In in = typical(draw);
          in.t = draw.one_of<std::int64_t>({1000, 1000000, 123456789012, INT64_MAX}), in.period = draw.one_of<std::int64_t>({1, 1000, INT64_MAX});
          return in;
        })
        .inputs(extreme, "a quotient out of range", [](Draw& draw) {
          const int e = draw.format.max_exponent;
          return In{draw.magnitude(e - 3, e - 1), draw.integer(0, 40), draw.magnitude(e - 3, e - 1), draw.integer(1, 3)};
        })
        .inputs(edge, "no decay", [](Draw& draw) {
          In in = typical(draw);
          return in.decay = 0, in;
        })
        .theorem("C3", "η₀/η grows by k", [](Exact<ScheduleInverseTime>& t) {
          auto in = t.in;
          in.t = 0;
          t.equal(t.f(in).rate, in.learning_rate, "η₀");
          in.t = std::min<std::int64_t>(t.in.t, 1000000), in.period = std::min<std::int64_t>(t.in.period, 1000000);
          const Interval before = in.learning_rate / t.f(in).rate;
          in.t += in.period;
          t.equal(in.learning_rate / t.f(in).rate, before + in.decay, "η₀/η");
        })
        .theorem("C4", "where the conventions meet", [](Exact<ScheduleInverseTime>& t) {
          auto in = t.in;
          in.period = std::min<std::int64_t>(in.period, 1000000), in.t = 3 * in.period;
          t.equal(t.f(in, staircase).rate, t.f(in, continuous).rate, "where s divides t");
          t.at_most(t.f(t.in).rate, in.learning_rate, "the rate");
          in = t.in, in.decay = 0;
          t.equal(t.f(in).rate, in.learning_rate, "k = 0");
        });

}  // namespace
}  // namespace etalon::verify
