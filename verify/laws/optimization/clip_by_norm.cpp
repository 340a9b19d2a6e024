#include "reference/contract/optimization/clip_by_norm.hpp"

#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ClipByNorm;
using In = ClipByNorm::In<double>;
using enum ClipByNorm::Variant;

In typical(Draw& draw, int lowest = -6, int highest = 4) {
  In in;
  for (auto left = draw.integer(1, 3); left > 0; --left) in.gradients.push_back(draw.coin() ? draw.reals({draw.extent(1, 6)}, lowest, highest) : draw.reals({draw.extent(1, 3), draw.extent(1, 3)}, lowest, highest));
  in.max_norm = draw.one_of({1.0, 0.5, 5.0, draw.magnitude(-8, 6)});
  return in;
}
Interval sum_of_squares(const TensorList<Interval>& gradients) {
  Interval sum = 0;
  for (const auto& g : gradients)
    for (const Interval& x : g) sum += square(x);
  return sum;
}
std::vector<Interval> all(const TensorList<Interval>& gradients) {
  std::vector<Interval> entries;
  for (const auto& g : gradients) entries.insert(entries.end(), g.begin(), g.end());
  return entries;
}

const auto registered =
    laws<ClipByNorm>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw); })
        .inputs(core, "short enough", [](Draw& draw) {
          In in = typical(draw);
          return in.max_norm = draw.magnitude(7, 10), in;
        })
        .inputs(core, "tiny gradients", [](Draw& draw) {
          In in = typical(draw, -24, -14);
          return in.max_norm = usual(draw, draw.one_of({1e-6, 1e-5, 1e-4})), in;
        })
        .inputs(core, "many entries", [](Draw& draw) { return In{{draw.reals({draw.extent(20, 80)}), draw.reals({draw.extent(1, 9)})}, draw.one_of({1.0, 0.25})}; })
        .inputs(extreme, "squares overflow", [](Draw& draw) {
          In in = typical(draw, draw.format.max_exponent / 2, draw.format.max_exponent - 4);
          return in.max_norm = draw.one_of({1.0, draw.magnitude(0, draw.format.max_exponent - 8)}), in;
        })
        .inputs(extreme, "squares underflow", [](Draw& draw) {
          In in = typical(draw, draw.format.min_exponent, draw.format.min_exponent / 2 - 4);
          return in.max_norm = draw.magnitude(draw.format.min_exponent, draw.format.min_exponent / 2), in;
        })
        .inputs(extreme, "one far from the others", [](Draw& draw) {
          In in = typical(draw, draw.format.min_exponent, 0);
          in.gradients[0][0] = draw.magnitude(4, draw.format.max_exponent - 4);
          in.max_norm = draw.magnitude(-8, draw.format.max_exponent - 8);
          return in;
        })
        .inputs(edge, "at the norm", [](Draw& draw) { return In{{Tensor<double>({2}, {3, draw.coin() ? 4.0 : -4.0}), Tensor<double>({1, 1}, {0.0})}, 5}; })
        .inputs(edge, "zeros", [](Draw& draw) { return In{{Tensor<double>({draw.extent(1, 3)}), Tensor<double>({draw.extent(1, 2), 2})}, draw.magnitude(-3, 3)}; })
        .inputs(edge, "no entries", [](Draw& draw) { return In{{Tensor<double>({0}), Tensor<double>({2, 0}), draw.reals({2})}, 1}; })
        .inputs(edge, "a scalar", [](Draw& draw) { return In{{draw.reals({})}, draw.magnitude(-3, 3)}; })
        .theorem("C3", "no longer than c", [](Exact<ClipByNorm>& t) {
          const auto out = t.f(t.in);
          const Interval before = sum_of_squares(t.in.gradients), after = sum_of_squares(out.clipped), limit = square(t.in.max_norm);
          if (t.variant == ClipByNorm::Variant::exact) t.equal_within(after, min(before, limit), before + limit, "‖g′‖");
          else t.at_most(after, min(before, limit) * (1 + power_of_two(-64)), "‖g′‖");
          t.equal_within(square(out.norm), before, before, "‖g‖");
          auto again = t.in;
          again.gradients = out.clipped, again.max_norm *= 1 + power_of_two(-20);
          const auto twice = all(t.f(again, ClipByNorm::Variant::exact).clipped), once = all(out.clipped);
          for (std::size_t i = 0; i < once.size(); ++i) t.equal_within(twice[i], once[i], abs(once[i]) + t.in.max_norm, "clipped to more");
        })
        .law("C4", "the direction is kept", [](Law<ClipByNorm>& t) {
          const auto g = all(t.in.gradients), clipped = all(t.out.clipped);
          for (std::size_t i = 1; i < g.size(); ++i) t.equal_within(clipped[i] * g[0], clipped[0] * g[i], abs(clipped[i] * g[0]) + abs(clipped[0] * g[i]), "gᵢ′g₀ = g₀′gᵢ");
          const Interval limit = t.in.max_norm - Interval(1) / 1000000;
          if (!(limit > 0).certainly() || !(sum_of_squares(t.in.gradients) <= square(limit * (1 - Interval(1) / 16))).certainly()) return;
          for (std::size_t i = 0; i < g.size(); ++i) t.exactly(clipped[i] == g[i], "short gradients are returned as they are");
        })
        .theorem("C5", "one tensor for all, and twice as much", [](Exact<ClipByNorm>& t) {
          const auto given = all(t.in.gradients), expected = all(t.f(t.in).clipped);
          auto one = t.in;
          one.gradients = {Tensor<Interval>({static_cast<std::int64_t>(given.size())}, given)};
          const auto together = t.f(one).clipped[0];
          const auto once = all(t.f(t.in, ClipByNorm::Variant::exact).clipped);
          one.gradients[0] = scaled_by(2, one.gradients[0]), one.max_norm *= 2;
          const auto twice = t.f(one, ClipByNorm::Variant::exact).clipped[0];
          for (std::size_t i = 0; i < given.size(); ++i) {
            t.equal_within(together[i], expected[i], abs(given[i]), "together");
            t.equal_within(twice[i], 2 * once[i], abs(given[i]), "2g with 2c");
          }
        });

}  // namespace
}  // namespace etalon::verify
