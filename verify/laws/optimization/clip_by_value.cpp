#include "reference/contract/optimization/clip_by_value.hpp"

#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ClipByValue;
using In = ClipByValue::In<double>;

In typical(Draw& draw, int lowest = -6, int highest = 4) {
  In in;
  for (auto left = draw.integer(1, 3); left > 0; --left) in.gradients.push_back(draw.coin() ? draw.reals({draw.extent(1, 6)}, lowest, highest) : draw.reals({draw.extent(1, 3), draw.extent(1, 3)}, lowest, highest));
  in.limit = draw.one_of({1.0, 0.5, draw.magnitude(-6, 4)});
  return in;
}
template <class F>
TensorList<Interval> changed(TensorList<Interval> list, F f) {
  for (auto& x : list)
    for (Interval& entry : x) entry = f(entry);
  return list;
}

const auto registered =
    laws<ClipByValue>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw); })
        .inputs(core, "some within", [](Draw& draw) {
          In in = typical(draw, -2, 2);
          return in.limit = 1, in;
        })
        .inputs(extreme, "the whole range", [](Draw& draw) {
          In in = typical(draw, draw.format.min_exponent, draw.format.max_exponent - 1);
          return in.limit = draw.magnitude(draw.format.min_exponent, draw.format.max_exponent - 1), in;
        })
        .inputs(edge, "at the limits, zeros and infinities", [](Draw& draw) {
          In in = typical(draw);
          for (auto& g : in.gradients)
            for (double& x : g) x = draw.one_of({in.limit, -in.limit, 0.0, -0.0, static_cast<double>(INFINITY), -static_cast<double>(INFINITY)});
          return in;
        })
        .inputs(edge, "to nothing", [](Draw& draw) {
          In in = typical(draw);
          return in.limit = 0, in;
        })
        .inputs(edge, "no entries", [](Draw& draw) { return In{{Tensor<double>({0}), draw.reals({})}, 1}; })
        .law("C3", "within [−c, c], or as it was", [](Law<ClipByValue>& t) {
          for (std::size_t k = 0; k < t.in.gradients.size(); ++k)
            for (std::size_t i = 0; i < t.in.gradients[k].size(); ++i) {
              const Interval &g = t.in.gradients[k][i], &y = t.out.clipped[k][i];
              t.exactly_at_most(abs(y), t.in.limit, "|g′| ≤ c");
              if ((abs(g) <= t.in.limit).certainly()) t.exactly(y == g, "g′ = g");
            }
        })
        .theorem("C4", "odd, monotone and idempotent", [](Exact<ClipByValue>& t) {
          const auto once = t.f(t.in).clipped;
          auto in = t.in;
          in.gradients = changed(t.in.gradients, [](const Interval& x) { return -x; });
          const auto negated = t.f(in).clipped;
          in.gradients = once;
          const auto twice = t.f(in).clipped;
          in.gradients = changed(t.in.gradients, [](const Interval& x) { return x + 1; });
          const auto more = t.f(in).clipped;
          for (std::size_t k = 0; k < once.size(); ++k)
            for (std::size_t i = 0; i < once[k].size(); ++i) {
              t.equal(negated[k][i], -once[k][i], "of −g");
              t.equal(twice[k][i], once[k][i], "again");
              t.at_most(once[k][i], more[k][i], "of g, beside g + 1");
            }
        });

}  // namespace
}  // namespace etalon::verify
