#include "reference/contract/nn/leaky_relu.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::LeakyRelu;
using contract::nn::LeakyReluVjp;
using In = LeakyRelu::In<double>;

In with_a_slope(Draw& draw, Tensor<double> x) { return {std::move(x), round_to(draw.one_of({0.01, 0.1, 0.2, 0.25, 2.0}), draw.format)}; }

const auto registered =
    entrywise_laws<LeakyRelu, with_a_slope>()
        .inputs(edge, "the slopes 0, 1 and −1", [](Draw& draw) { return In{draw.reals({3}), draw.one_of({0.0, 1.0, -1.0})}; })
        .theorem("C2", "y(x) − y(−x) = (1 + α)x, y(x) + y(−x) = (1 − α)|x|", [](Exact<LeakyRelu>& t) {
          const auto y = t.f(t.in).y, mirror = t.f({negative(t.in.x), t.in.slope}).y;
          for (std::size_t i = 0; i < y.size(); ++i) {
            const Interval &x = t.in.x[i], &a = t.in.slope;
            t.equal_within(y[i] - mirror[i], (1 + a) * x, (1 + abs(a)) * abs(x), "y(x) − y(−x) = (1 + α)x");
            t.equal_within(y[i] + mirror[i], (1 - a) * abs(x), (1 + abs(a)) * abs(x), "y(x) + y(−x) = (1 − α)|x|");
          }
        });

const auto registered_vjp =
    laws<LeakyReluVjp>().theorem("C2", "x̄ is ȳ or αȳ", [](Exact<LeakyReluVjp>& t) {
      const auto g = t.f(t.in).grad_x;
      for (std::size_t i = 0; i < g.size(); ++i) {
        const Interval& c = t.in.cotangent.y[i];
        t.equal_within((g[i] - c) * (g[i] - t.in.slope * c), 0, square(c) * (1 + square(t.in.slope)), "x̄ is ȳ or αȳ");
      }
    });

/// Every slope between the one-sided ones.
const Kinks<LeakyReluVjp> kinks("C2", "grad_x", [](const auto& in, std::size_t i, const Interval& u) -> std::optional<Interval> {
  if (is_at(in.x[i], 0, u)) return between(in.cotangent.y[i], in.slope * in.cotangent.y[i]);
  return std::nullopt;
});

}  // namespace
}  // namespace etalon::verify
