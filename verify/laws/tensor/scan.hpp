#pragma once
#include "verify/language/laws.hpp"

/// What scans are tried on, and what they obey.
namespace etalon::verify {

struct Adds {
  static Interval of_none() { return 0; }
  static Interval of(const Interval& so_far, const Interval& x) { return so_far + x; }
};
struct Multiplies {
  static Interval of_none() { return 1; }
  static Interval of(const Interval& so_far, const Interval& x) { return so_far * x; }
};

template <class Op>
typename Op::template In<double> scanned(Draw& draw, Tensor<double> x, bool masked) {
  typename Op::template In<double> in{std::move(x), Tensor<std::int64_t>({0}), draw.integer(-1, 0), draw.integer(0, 1), draw.integer(0, 1)};
  if (in.x.rank() == 3) in.axis = draw.integer(-3, 2);
  if (masked) in.mask = draw.integers(in.x.shape, 0, 1);
  return in;
}

template <class Op, class Combine>
Laws<Op> scan_laws() {
  return laws<Op>()
      .inputs(core, "a vector", [](Draw& draw) { return scanned<Op>(draw, draw.reals({draw.extent(1, 9)}), false); })
      .inputs(core, "axis of a tensor", [](Draw& draw) { return scanned<Op>(draw, draw.reals({draw.extent(1, 3), draw.extent(1, 4), draw.extent(1, 3)}), false); })
      .inputs(core, "masked", [](Draw& draw) { return scanned<Op>(draw, draw.reals({draw.extent(1, 3), draw.extent(1, 6)}), true); })
      .inputs(core, "a long axis", [](Draw& draw) { return scanned<Op>(draw, draw.reals({draw.extent(15, 33)}, -1, 1), false); })
      .refuses("C7", "a mask of another shape", [](Draw& draw) {
        auto in = scanned<Op>(draw, draw.reals({3}), false);
        in.mask = Tensor<std::int64_t>({2}, {1, 1});
        return in;
      })
      .theorem("C3", "each is what was so far, and exclusive begins with nothing", [](Exact<Op>& t) {
        auto in = t.in;
        in.exclusive = 0;
        const auto inclusive = t.f(in).y;
        in.exclusive = 1;
        const auto exclusive = t.f(in).y;
        const auto lanes = Lanes::along(in.x.shape, in.axis);
        for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
          Interval all = Combine::of_none();
          for (std::int64_t k = 0; k < lanes->length; ++k) {
            const auto at = lanes->index(lane, in.reversed ? lanes->length - 1 - k : k);
            t.equal(exclusive[at], all, "exclusive");
            if (in.mask.size() == 0 || in.mask[at] != 0) all = Combine::of(all, in.x[at]);
            t.equal(inclusive[at], all, "inclusive");
          }
        }
      })
      .theorem("C4", "inclusive is exclusive and x", [](Exact<Op>& t) {
        auto in = t.in;
        in.exclusive = 0;
        const auto inclusive = t.f(in).y;
        in.exclusive = 1;
        const auto exclusive = t.f(in).y;
        for (std::size_t i = 0; i < inclusive.size(); ++i)
          if (in.mask.size() == 0 || in.mask[i] != 0) t.equal(inclusive[i], Combine::of(exclusive[i], in.x[i]), "inclusive is exclusive and x");
      });
}

}  // namespace etalon::verify
