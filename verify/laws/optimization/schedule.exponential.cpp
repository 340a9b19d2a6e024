#include "reference/contract/optimization/schedule.exponential.hpp"

#include "reference/contract/optimization/schedule.step.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleExponential;
using In = ScheduleExponential::In<double>;

using contract::optimization::ScheduleStep;

In typical(Draw& draw) { return {draw.magnitude(-12, 2), draw.integer(0, 40), draw.one_of({0.5, draw.uniform(0.125, 1), usual_fraction(draw, 0.99)})}; }

const auto registered =
    laws<ScheduleExponential>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw); })
        .inputs(core, "the usual decay", [](Draw& draw) { return In{usual(draw, 0.1), draw.integer(0, 200), usual_fraction(draw, 0.95)}; })
        .inputs(extreme, "a long run", [](Draw& draw) {
          return In{draw.magnitude(-12, 2), draw.one_of<std::int64_t>({1000, 1000000, 123456789012, INT64_MAX}), draw.one_of({usual_fraction(draw, 1), usual_fraction(draw, 0.9999), 0.5})};
        })
        .inputs(extreme, "to the end of the range", [](Draw& draw) { return In{draw.magnitude(-4, 4), std::max<std::int64_t>(0, draw.integer(-30, 8) - draw.format.min_exponent), 0.5}; })
        .inputs(edge, "no decay, or all at once", [](Draw& draw) { return In{draw.magnitude(-12, 2), draw.integer(0, 3), draw.one_of({0.0, 1.0})}; })
        .theorem("C3", "one step on", [](Exact<ScheduleExponential>& t) {
          auto in = t.in;
          in.t = 0;
          t.equal(t.f(in).rate, in.learning_rate, "η₀");
          for (; in.t < 4;) {
            const Interval before = t.f(in).rate;
            ++in.t;
            t.equal(t.f(in).rate, in.decay * before, "γ times what it was");
          }
        })
        .theorem("C4", "schedule.step with s = 1, and a geometric sequence", [](Exact<ScheduleExponential>& t) {
          auto in = t.in;
          in.t = std::min<std::int64_t>(in.t, 1000000);
          const auto step = [&] { return exact<ScheduleStep>({in.learning_rate, in.t, in.decay, 1}).rate; };
          const Interval a = t.f(in).rate;
          t.equal(a, step(), "γ^⌊t/1⌋");
          ++in.t;
          const Interval b = t.f(in).rate;
          ++in.t;
          t.equal(a * t.f(in).rate, square(b), "aₜ·aₜ₊₂ = aₜ₊₁²");
        });

}  // namespace
}  // namespace etalon::verify
