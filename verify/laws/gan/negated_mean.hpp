#pragma once
#include "verify/laws/gan/scores.hpp"

namespace etalon::verify::gan {

/// What holds of −mean s.
template <class Op>
Laws<Op> negated_mean_laws() {
  using In = typename Op::template In<double>;
  return laws<Op>()
      .inputs(core, "scores", [](Draw& draw) { return In{scores(draw)}; })
      .inputs(core, "of one sign", [](Draw& draw) { return In{map(scores(draw), [](double s) { return std::fabs(s); })}; })
      .inputs(extreme, "of any size", [](Draw& draw) { return In{scores_of_any_size(draw)}; })
      .inputs(edge, "all the same", [](Draw& draw) {
        const double s = draw.real();
        return In{filled(draw.extent(1, 6), [&] { return s; })};
      })
      .theorem("C2", "of s + c and αs; between −max s and −min s", [](Exact<Op>& t) {
        const Interval loss = t.f(t.in).loss;
        auto moved = t.in, scaled = t.in;
        for (Interval& s : moved.fake) s += 3;
        for (Interval& s : scaled.fake) s *= -Interval(11) / 8;
        t.equal_within(t.f(moved).loss, loss - 3, abs(loss) + 3, "of s + 3");
        t.equal(t.f(scaled).loss, -Interval(11) / 8 * loss, "of −11/8·s");
        Interval least = t.in.fake[0], largest = least;
        for (const Interval& s : t.in.fake) least = min(least, s), largest = max(largest, s);
        const Interval room = power_of_two(-60) * (abs(least) + abs(largest));
        t.at_most(-largest - loss, room, "−max s ≤ loss");
        t.at_most(loss + least, room, "loss ≤ −min s");
      });
}

template <class Op>
Laws<Op> negated_mean_gradient_laws() {
  return laws<Op>().law("C2", "Σ s̄ = −1", [](Law<Op>& t) {
    Interval sum = 0;
    for (const Interval& g : t.out.grad_fake) sum += g;
    t.equal(sum, -1, "Σ s̄ = −1");
  });
}

}  // namespace etalon::verify::gan
