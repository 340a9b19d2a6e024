#include "reference/contract/gan/weight_clip.hpp"

#include <cmath>

#include "reference/contract/optimization/clip_by_value.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::gan::WeightClip;
using contract::optimization::ClipByValue;
using In = WeightClip::In<double>;

In layers(Draw& draw, int lowest = -10, int highest = 0) {
  In in;
  for (auto left = draw.integer(1, 3); left > 0; --left) in.weights.push_back(draw.coin() ? draw.reals({draw.extent(1, 6)}, lowest, highest) : draw.reals({draw.extent(1, 3), draw.extent(1, 3)}, lowest, highest));
  in.limit = draw.coin() ? round_to(0.01, draw.format) : draw.magnitude(lowest, highest);
  return in;
}

const auto registered =
    laws<WeightClip>()
        .inputs(core, "layers", [](Draw& draw) { return layers(draw); })
        .inputs(extreme, "the whole range", [](Draw& draw) {
          In in = layers(draw, draw.format.min_exponent, draw.format.max_exponent - 1);
          return in.limit = draw.magnitude(draw.format.min_exponent, draw.format.max_exponent - 1), in;
        })
        .inputs(edge, "at the limits, zeros and infinities", [](Draw& draw) {
          In in = layers(draw);
          for (auto& w : in.weights)
            for (double& x : w) x = draw.one_of({in.limit, -in.limit, 0.0, -0.0, static_cast<double>(INFINITY), -static_cast<double>(INFINITY)});
          return in;
        })
        .inputs(edge, "no entries", [](Draw& draw) { return In{{Tensor<double>({0}), draw.reals({})}, 1}; })
        .law("C3", "within [−c, c], or as it was", [](Law<WeightClip>& t) {
          for (std::size_t k = 0; k < t.in.weights.size(); ++k)
            for (std::size_t i = 0; i < t.in.weights[k].size(); ++i) {
              const Interval &w = t.in.weights[k][i], &y = t.out.clipped[k][i];
              t.exactly_at_most(abs(y), t.in.limit, "|w′| ≤ c");
              if ((abs(w) <= t.in.limit).certainly()) t.exactly(y == w, "w′ = w");
              else t.exactly_at_most(0, y * w, "to its own side");
            }
        })
        .theorem("C4", "optimization.clip_by_value; the slope of a linear critic", [](Exact<WeightClip>& t) {
          const auto clipped = t.f(t.in).clipped;
          const auto gradients = Wings<ClipByValue>::reference(ClipByValue::In<Interval>{t.in.weights, t.in.limit})->clipped;
          for (std::size_t k = 0; k < clipped.size(); ++k) {
            t.equal(clipped[k], gradients[k], "optimization.clip_by_value");
            if (clipped[k].size() == 0) continue;
            Interval slope = 0;
            for (const Interval& w : clipped[k]) slope += abs(w);
            t.at_most(slope, t.in.limit * static_cast<std::int64_t>(clipped[k].size()) * (1 + power_of_two(-60)), "Σ|w| ≤ c·n");
          }
        });

}  // namespace
}  // namespace etalon::verify
