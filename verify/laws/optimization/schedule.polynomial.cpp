#include "reference/contract/optimization/schedule.polynomial.hpp"

#include "verify/laws/optimization/schedules.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::SchedulePolynomial;
using In = SchedulePolynomial::In<double>;

using enum SchedulePolynomial::Variant;

In typical(Draw& draw) {
  const double rate = draw.magnitude(-12, 2);
  return {rate, draw.integer(0, 40), draw.integer(1, 20), draw.one_of({1.0, 2.0, 0.5, usual_fraction(draw, 0.9), draw.magnitude(-2, 3)}), draw.one_of({0.0, rate / 4, draw.magnitude(-16, 1)})};
}

const auto registered =
    laws_of_schedule<SchedulePolynomial, typical>()
        .inputs(core, "linear", [](Draw& draw) {
          In in = typical(draw);
          return in.power = 1, in;
        })
        .inputs(extreme, "large rates and powers", [](Draw& draw) {
          In in = with_large_rates(draw, typical(draw));
          return in.power = draw.magnitude(-8, 8), in;
        })
        .theorem("C3", "both ends, and after", [](Exact<SchedulePolynomial>& t) {
          auto in = t.in;
          in.period = std::min<std::int64_t>(in.period, 1000000);
          const Interval size = in.learning_rate + in.least;
          const auto at = [&](std::int64_t step, SchedulePolynomial::Variant v) {
            in.t = step;
            return t.f(in, v).rate;
          };
          t.equal_within(at(0, t.variant), in.learning_rate, size, "η₀");
          t.equal_within(at(in.period, t.variant), in.least, size, "η_end at T");
          t.equal_within(at(3 * in.period + 1, clamped), in.least, size, "η_end ever after");
          const Interval again = at(in.period + 1, cycles);
          in.period *= 2;
          t.equal_within(again, at(in.period / 2 + 1, clamped), size, "2T for T");
        })
        .theorem("C4", "a line, and powers of powers", [](Exact<SchedulePolynomial>& t) {
          auto in = t.in;
          in.t %= in.period, in.least = 0;
          const Interval once = t.f(in).rate / in.learning_rate;
          in.power *= 2;
          t.equal(t.f(in).rate / in.learning_rate, square(once), "(η/η₀)²");
          if (in.t == 0) return;
          in.least = t.in.least, in.power = 1;
          const Interval a = t.f(in).rate;
          in.t = in.period - in.t;
          t.equal_within(a + t.f(in).rate, in.learning_rate + in.least, in.learning_rate + in.least, "η(t) + η(T − t)");
        });

}  // namespace
}  // namespace etalon::verify
