#pragma once
#include "verify/language/laws.hpp"

namespace etalon::verify {

/// Inputs of schedules that go from learning_rate to `least` within `period` steps, by what is typical of one.
template <class Op, auto typical>
Laws<Op> laws_of_schedule() {
  using In = typename Op::template In<double>;
  auto all = laws<Op>();
  all.inputs(core, "typical", typical)
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
      .inputs(edge, "one step", [](Draw& draw) {
        In in = typical(draw);
        return in.period = 1, in.t = draw.integer(0, 3), in;
      });
  return all;
}

/// Rates near the end of the range.
template <class In>
In with_large_rates(Draw& draw, In in) {
  const int e = draw.format.max_exponent;
  in.learning_rate = draw.magnitude(e - 3, e - 1), in.least = draw.magnitude(e - 8, e - 1);
  return in;
}

}  // namespace etalon::verify
