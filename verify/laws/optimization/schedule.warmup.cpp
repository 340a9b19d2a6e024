#include "reference/contract/optimization/schedule.warmup.hpp"

#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleWarmup;
using In = ScheduleWarmup::In<double>;

In typical(Draw& draw) {
  return {draw.magnitude(-12, 2), draw.integer(0, 40), draw.integer(0, 20), draw.one_of<std::string>({"constant", "linear", "cosine", "exponential"}), draw.integer(1, 30), draw.one_of({0.5, draw.uniform(0.125, 1), usual_fraction(draw, 0.95)})};
}

const auto registered =
    laws<ScheduleWarmup>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw); })
        .inputs(core, "on the line", [](Draw& draw) {
          In in = typical(draw);
          return in.warmup = draw.integer(1, 40), in.t = draw.integer(0, in.warmup - 1), in;
        })
        .inputs(core, "around its end", [](Draw& draw) {
          In in = typical(draw);
          return in.t = std::max<std::int64_t>(0, in.warmup + draw.integer(-1, 2)), in;
        })
        .inputs(extreme, "a long run", [](Draw& draw) {
          In in = typical(draw);
          in.t = draw.one_of<std::int64_t>({1000, 999999, 123456789012, INT64_MAX}), in.warmup = draw.one_of<std::int64_t>({0, 1001, 1000000, INT64_MAX}), in.period = draw.one_of<std::int64_t>({10, 1000000});
          return in;
        })
        .inputs(extreme, "large rates", [](Draw& draw) {
          In in = typical(draw);
          return in.learning_rate = draw.magnitude(draw.format.max_exponent - 3, draw.format.max_exponent - 1), in;
        })
        .inputs(edge, "no line, or one step of it", [](Draw& draw) {
          In in = typical(draw);
          return in.warmup = draw.integer(0, 1), in.t = draw.integer(0, 3), in;
        })
        .theorem("C3", "a line that meets what follows", [](Exact<ScheduleWarmup>& t) {
          auto in = t.in;
          in.warmup = 5;
          in.t = 0;
          t.equal(t.f(in).rate, t.variant == ScheduleWarmup::Variant::from_one ? in.learning_rate / 5 : Interval(0), "the first step");
          while (in.t < 4 || (t.variant == ScheduleWarmup::Variant::from_zero && in.t < 5)) {
            const Interval before = t.f(in).rate;
            ++in.t;
            t.equal(t.f(in).rate - before, in.learning_rate / 5, "η₀/w more");
          }
          in.t = 5;
          t.equal(t.f(in).rate, in.learning_rate, "η₀");
        })
        .theorem("C4", "what follows", [](Exact<ScheduleWarmup>& t) {
          auto in = t.in;
          in.t = std::min<std::int64_t>(in.t, 1000000), in.warmup = 0;
          const Interval other = t.f(in).rate, size = in.learning_rate + other;
          if (in.then == "constant") t.equal(other, in.learning_rate, "η₀");
          if (in.then == "linear") t.equal_within(other, in.learning_rate * max(0, 1 - Interval(in.t) / in.period), size, "η₀(1 − t/T)");
          if (in.then == "cosine") t.equal_within(other, in.learning_rate / 2 * (1 + cos(pi() * std::min(in.t, in.period) / in.period)), size, "½η₀(1 + cos(πt/T))");
          if (in.then == "exponential") t.equal(other, in.learning_rate * pow(in.decay, in.t), "η₀γᵗ");
          in.warmup = 7, in.t += 7;
          t.equal_within(t.f(in).rate, other, size, "w steps on");
        });

}  // namespace
}  // namespace etalon::verify
