#include "reference/contract/gan/progressive_fade.hpp"

#include "verify/algebra/statistics.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::gan::ProgressiveFade;
using contract::gan::ProgressiveFadeVjp;
using In = ProgressiveFade::In<double>;

In images(Draw& draw, std::pair<int, int> low, std::pair<int, int> high, double alpha, std::int64_t smallest = 1) {
  Dimensions shape{draw.extent(smallest, 2), draw.extent(1, 2)}, doubled;
  for (std::int64_t axes = draw.integer(1, 3); axes > 0; --axes) shape.push_back(draw.extent(smallest, axes == 3 ? 1 : 3));
  doubled = shape;
  for (std::size_t axis = 2; axis < shape.size(); ++axis) doubled[axis] *= 2;
  return {draw.reals(shape, low.first, low.second), draw.reals(doubled, high.first, high.second), round_to(alpha, draw.format)};
}
std::pair<int, int> ordinary() { return {-6, 4}; }

const auto registered =
    laws<ProgressiveFade>()
        .inputs(core, "images", [](Draw& draw) { return images(draw, ordinary(), ordinary(), draw.uniform(0, 1)); })
        .inputs(core, "little of one", [](Draw& draw) { return images(draw, ordinary(), ordinary(), draw.coin() ? draw.magnitude(-10, -6) : 1 - draw.magnitude(-6, -3)); })
        .inputs(core, "one much larger, and little of it", [](Draw& draw) {
          return draw.coin() ? images(draw, {6, 8}, {-6, -4}, 1 - draw.magnitude(-6, -4)) : images(draw, {-6, -4}, {6, 8}, draw.magnitude(-10, -6));
        })
        .inputs(extreme, "large", [](Draw& draw) {
          const std::pair<int, int> large{draw.format.max_exponent - 3, draw.format.max_exponent - 1};
          return images(draw, large, large, draw.uniform(0, 1));
        })
        .inputs(extreme, "small", [](Draw& draw) {
          const std::pair<int, int> small{draw.format.min_exponent, draw.format.min_exponent + 3};
          return images(draw, small, small, draw.uniform(0, 1));
        })
        .inputs(edge, "all of one", [](Draw& draw) { return images(draw, ordinary(), ordinary(), draw.coin()); })
        .inputs(edge, "no entries", [](Draw& draw) { return images(draw, ordinary(), ordinary(), 0.5, 0); })
        .refuses("C1", "no spatial axes, or others", [](Draw& draw) {
          In in = images(draw, ordinary(), ordinary(), 0.5);
          switch (draw.integer(0, 2)) {
            case 0: in.high = in.low; break;
            case 1: in.low = in.high = draw.reals({2, 2}); break;
            default: in.low = draw.reals({}); break;
          }
          return in;
        })
        .law("C4", "y lies between the two", [](Law<ProgressiveFade>& t) {
          for (std::size_t i = 0; i < t.out.y.size(); ++i) {
            const Interval &low = t.in.low[ProgressiveFade::below(t.in.high.shape, i)], &high = t.in.high[i], &y = t.out.y[i];
            if (t.in.alpha.is_zero()) t.exactly(y == low, "y = low at α = 0");
            else if ((t.in.alpha == 1).certainly()) t.exactly(y == high, "y = high at α = 1");
            t.at_most(min(low, high), y, "not below both");
            t.at_most(y, max(low, high), "not above both");
          }
        });

const auto registered_vjp =
    laws<ProgressiveFadeVjp>().law("C4", "α·Σ low̄ = (1 − α)·Σ high̄", [](Law<ProgressiveFadeVjp>& t) {
      t.equal_within(t.in.alpha * sum(t.out.grad_low.data), (1 - t.in.alpha) * sum(t.out.grad_high.data), sum_of_sizes(t.in.cotangent.y.data), "α·Σ low̄ = (1 − α)·Σ high̄");
    });

}  // namespace
}  // namespace etalon::verify
