#include "reference/contract/optimization/schedule.constant.hpp"

#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleConstant;
using In = ScheduleConstant::In<double>;

In typical(Draw& draw) { return {draw.magnitude(-12, 2), draw.integer(0, 20), draw.one_of({0.5, 0.0, draw.uniform(0, 1), draw.magnitude(-4, 2)}), draw.integer(0, 20)}; }

const auto registered =
    laws<ScheduleConstant>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw); })
        .inputs(core, "one rate", [](Draw& draw) {
          In in = typical(draw);
          return in.factor = 1, in;
        })
        .inputs(core, "around the end of the start", [](Draw& draw) {
          In in = typical(draw);
          return in.t = std::max<std::int64_t>(0, in.steps + draw.integer(-1, 1)), in;
        })
        .inputs(extreme, "a product that vanishes", [](Draw& draw) {
          In in = typical(draw);
          in.learning_rate = in.factor = draw.magnitude(draw.format.min_exponent, draw.format.min_exponent / 2);
          return in;
        })
        .inputs(edge, "the largest counters", [](Draw& draw) {
          In in = typical(draw);
          in.t = draw.one_of<std::int64_t>({0, INT64_MAX}), in.steps = draw.one_of<std::int64_t>({0, INT64_MAX});
          return in;
        })
        .theorem("C3", "no start", [](Exact<ScheduleConstant>& t) {
          auto in = t.in;
          in.factor = 1;
          t.equal(t.f(in).rate, in.learning_rate, "f = 1");
          in = t.in, in.steps = 0;
          t.equal(t.f(in).rate, in.learning_rate, "s = 0");
        })
        .theorem("C4", "on both sides of the boundary", [](Exact<ScheduleConstant>& t) {
          auto in = t.in;
          in.steps = 3;
          for (in.t = 0; in.t < 6; ++in.t) t.equal(t.f(in).rate, in.t < 3 ? in.factor * in.learning_rate : in.learning_rate, "η₀f, then η₀");
        });

}  // namespace
}  // namespace etalon::verify
