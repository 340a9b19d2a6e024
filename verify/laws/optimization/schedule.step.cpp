#include "reference/contract/optimization/schedule.step.hpp"

#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleStep;
using In = ScheduleStep::In<double>;

using enum ScheduleStep::Variant;

In typical(Draw& draw) { return {draw.magnitude(-12, 2), draw.integer(0, 40), draw.one_of({0.5, draw.uniform(0.125, 1), usual_fraction(draw, 0.9)}), draw.integer(1, 12)}; }

const auto registered =
    laws<ScheduleStep>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw); })
        .inputs(core, "the usual decay", [](Draw& draw) {
          In in = typical(draw);
          return in.t = draw.integer(0, 120), in.decay = usual_fraction(draw, 0.1), in.period = 30, in;
        })
        .inputs(core, "around a boundary", [](Draw& draw) {
          In in = typical(draw);
          return in.t = std::max<std::int64_t>(0, in.period * draw.integer(0, 3) + draw.integer(-1, 1)), in;
        })
        .inputs(extreme, "a long run", [](Draw& draw) {
          In in = typical(draw);
          in.decay = draw.one_of({usual_fraction(draw, 1), 1.0, 0.5}), in.t = draw.one_of<std::int64_t>({1000, 1000000, 12345678, INT64_MAX}), in.period = draw.one_of<std::int64_t>({1, 1000, INT64_MAX});
          return in;
        })
        .inputs(edge, "no decay, or all at once", [](Draw& draw) {
          In in = typical(draw);
          return in.decay = draw.one_of({0.0, 1.0}), in;
        })
        .theorem("C3", "s steps on", [](Exact<ScheduleStep>& t) {
          auto in = t.in;
          in.t = 0;
          t.equal(t.f(in).rate, in.learning_rate, "η₀");
          in = t.in;
          if (in.t > 1000000 || in.period > 1000000) return;
          const Interval before = t.f(in).rate;
          in.t += in.period;
          t.equal(t.f(in).rate, in.decay * before, "γ times what it was");
          in.t = 3 * in.period;
          t.equal(t.f(in, staircase).rate, t.f(in, continuous).rate, "where s divides t");
        })
        .theorem("C4", "one rate from ks to ks + s − 1", [](Exact<ScheduleStep>& t) {
          auto in = t.in;
          in.t = t.in.t / in.period * in.period;
          const Interval first = t.f(in, staircase).rate;
          t.equal(t.f(t.in, staircase).rate, first, "⌊t/s⌋");
          t.at_most(t.f(t.in).rate, in.learning_rate, "the rate");
        });

}  // namespace
}  // namespace etalon::verify
