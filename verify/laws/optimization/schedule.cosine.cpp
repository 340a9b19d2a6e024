#include "reference/contract/optimization/schedule.cosine.hpp"

#include "verify/laws/optimization/schedules.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleCosine;
using In = ScheduleCosine::In<double>;

using enum ScheduleCosine::Variant;

In typical(Draw& draw) {
  const double rate = draw.magnitude(-12, 2);
  return {rate, draw.integer(0, 40), draw.integer(1, 20), draw.one_of({0.0, rate / 4, draw.magnitude(-16, 1)})};
}

const auto registered =
    laws_of_schedule<ScheduleCosine, typical>()
        .inputs(core, "down to 0", [](Draw& draw) {
          In in = typical(draw);
          return in.least = 0, in.t = draw.integer(0, in.period), in;
        })
        .inputs(extreme, "large rates", [](Draw& draw) { return with_large_rates(draw, typical(draw)); })
        .inputs(edge, "one rate", [](Draw& draw) {
          In in = typical(draw);
          return in.least = in.learning_rate, in;
        })
        .theorem("C3", "both ends, and after", [](Exact<ScheduleCosine>& t) {
          auto in = t.in;
          const Interval size = in.learning_rate + in.least;
          const auto at = [&](std::int64_t step, ScheduleCosine::Variant v) {
            in.t = step;
            return t.f(in, v).rate;
          };
          in.period = std::min<std::int64_t>(in.period, 1000000);
          t.equal_within(at(0, t.variant), in.learning_rate, size, "η₀");
          t.equal_within(at(in.period, clamped), in.least, size, "η_min at T");
          t.equal_within(at(3 * in.period + 1, clamped), in.least, size, "η_min ever after");
          t.equal_within(at(in.period, restarts), in.learning_rate, size, "η₀ again");
          t.equal_within(at(in.period, periodic), in.least, size, "η_min at T");
          t.equal_within(at(2 * in.period, periodic), in.learning_rate, size, "back at 2T");
        })
        .theorem("C4", "symmetric about the middle", [](Exact<ScheduleCosine>& t) {
          auto in = t.in;
          in.t %= in.period;
          if (in.t == 0) return;
          const Interval a = t.f(in).rate;
          in.t = in.period - in.t;
          t.equal_within(a + t.f(in).rate, in.learning_rate + in.least, in.learning_rate + in.least, "η(t) + η(T − t)");
          t.at_most(a, max(in.learning_rate, in.least) * (1 + power_of_two(-64)), "the rate");
          t.at_most(min(in.learning_rate, in.least) * (1 - power_of_two(-64)), a, "η_min");
        });

}  // namespace
}  // namespace etalon::verify
