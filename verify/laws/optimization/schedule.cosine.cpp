#include "reference/contract/optimization/schedule.cosine.hpp"

#include "verify/laws/optimization/steps.hpp"

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
    laws<ScheduleCosine>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw); })
        .inputs(core, "down to 0", [](Draw& draw) {
          In in = typical(draw);
          return in.least = 0, in.t = draw.integer(0, in.period), in;
        })
        .inputs(core, "around the end", [](Draw& draw) {
          In in = typical(draw);
          return in.t = in.period * draw.integer(1, 3) + draw.integer(-1, 1), in;
        })
        .inputs(extreme, "a long run", [](Draw& draw) {
          In in = typical(draw);
          in.period = draw.one_of<std::int64_t>({1000, 1000000, INT64_MAX});
          in.t = draw.one_of<std::int64_t>({999, 1000, 999999, 1000001, 123456789012, INT64_MAX});
          return in;
        })
        .inputs(extreme, "large rates", [](Draw& draw) {
          const int e = draw.format.max_exponent;
          In in = typical(draw);
          in.learning_rate = draw.magnitude(e - 3, e - 1), in.least = draw.magnitude(e - 8, e - 1);
          return in;
        })
        .inputs(edge, "one step", [](Draw& draw) {
          In in = typical(draw);
          return in.period = 1, in.t = draw.integer(0, 3), in;
        })
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
