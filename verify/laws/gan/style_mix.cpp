#include "reference/contract/gan/style_mix.hpp"

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::gan::StyleMix;
using In = StyleMix::In<double>;

In styles(Draw& draw, std::int64_t smallest = 1, int lowest = -6, int highest = 4) {
  const Dimensions shape{draw.extent(smallest, 3), draw.extent(smallest, 5), draw.extent(1, 4)};
  return {draw.reals(shape, lowest, highest), draw.reals(shape, lowest, highest), draw.integer(0, shape[1])};
}

const auto registered =
    laws<StyleMix>()
        .inputs(core, "styles", [](Draw& draw) { return styles(draw); })
        .inputs(extreme, "large and small", [](Draw& draw) { return styles(draw, 1, draw.format.min_exponent, draw.format.max_exponent - 1); })
        .inputs(edge, "all of one", [](Draw& draw) {
          In in = styles(draw);
          in.crossover = draw.coin() ? 0 : in.first.shape[1];
          return in;
        })
        .inputs(edge, "no samples, no layers", [](Draw& draw) { return styles(draw, 0); })
        .refuses("C2", "beyond the layers", [](Draw& draw) {
          In in = styles(draw);
          in.crossover = draw.coin() ? in.first.shape[1] + 1 : -1;
          return in;
        })
        .theorem("C3", "both exchanged: each entry once", [](Exact<StyleMix>& t) {
          auto exchanged = t.in;
          std::swap(exchanged.first, exchanged.second);
          const auto y = t.f(t.in).y, z = t.f(exchanged).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(y[i] + z[i], t.in.first[i] + t.in.second[i], abs(y[i]) + abs(z[i]), "each entry once");
        })
        .law("C3", "the second at 0, the first at the last layer", [](Law<StyleMix>& t) {
          for (std::size_t i = 0; i < t.out.y.size(); ++i)
            if (t.in.crossover == 0) t.exactly(t.out.y[i] == t.in.second[i], "the second");
            else if (t.in.crossover == t.in.first.shape[1]) t.exactly(t.out.y[i] == t.in.first[i], "the first");
        });

}  // namespace
}  // namespace etalon::verify
