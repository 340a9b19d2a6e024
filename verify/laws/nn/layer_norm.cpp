#include "reference/contract/nn/layer_norm.hpp"

#include <algorithm>
#include <cmath>

#include "verify/algebra/statistics.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::LayerNorm;
using contract::nn::LayerNormVjp;
using In = LayerNorm::In<double>;


In rows(Draw& draw, int lowest, int highest) {
  const bool two = draw.coin();
  Dimensions trailing{draw.extent(1, 5)}, shape{draw.extent(1, 3)};
  if (two) trailing.push_back(draw.extent(1, 3));
  if (draw.coin()) shape.push_back(draw.extent(1, 2));
  shape.insert(shape.end(), trailing.begin(), trailing.end());
  return {draw.reals(shape, lowest, highest), draw.reals(trailing), draw.reals(trailing), round_to(draw.one_of({1e-5, 1e-3, 1.0}), draw.format)};
}

const auto registered =
    laws<LayerNorm>()
        .inputs(core, "rows", [](Draw& draw) { return rows(draw, -6, 4); })
        .inputs(core, "around a large mean", [](Draw& draw) {
          In in = rows(draw, -2, 0);
          for (double& x : in.x) x = round_to(x + 100, draw.format);
          return in;
        })
        .inputs(extreme, "squares overflow", [](Draw& draw) { return rows(draw, draw.format.max_exponent / 2, draw.format.max_exponent - 8); })
        .inputs(edge, "constant rows", [](Draw& draw) {
          In in = rows(draw, -6, 4);
          for (double& x : in.x) x = in.x[0];
          return in;
        })
        .refuses("C1", "a weight of other axes", [](Draw& draw) {
          In in = rows(draw, -6, 4);
          in.weight = draw.reals({in.x.shape.back() + 1});
          in.bias = in.weight;
          return in;
        })
        .law("C4", "(y − b)/w has mean 0 and variance σ²/(σ² + ε)", [](Law<LayerNorm>& t) {
          const std::size_t m = t.in.weight.size();
          for (std::size_t at = 0; at < t.out.y.size(); at += m) {
            std::vector<Interval> x, z;
            for (std::size_t k = 0; k < m; ++k) {
              if (t.in.weight[k].is_zero()) return;
              x.push_back(t.in.x[at + k]);
              z.push_back((t.out.y[at + k] - t.in.bias[k]) / t.in.weight[k]);
            }
            const Interval of_x = variance(x);
            t.equal_within(mean(z), 0, 1, "mean of (y − b)/w");
            t.equal_within(variance(z), of_x / (of_x + t.in.epsilon), 1, "variance of (y − b)/w");
          }
        })
        .theorem("C5", "shifted and scaled", [](Exact<LayerNorm>& t) {
          auto moved = t.in;
          for (Interval& x : moved.x) x = 3 * x + 5;
          moved.epsilon = 9 * t.in.epsilon;
          const auto y = t.f(t.in).y, z = t.f(moved).y;
          const Interval scale = sum_of_sizes(y.data) + sum_of_sizes(t.in.weight.data);
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(z[i], y[i], scale, "y of 3x + 5");
        });

const auto registered_vjp =
    laws<LayerNormVjp>()
        .law("C4", "Σ x̄ = 0 in each row", [](Law<LayerNormVjp>& t) {
          const std::size_t m = t.in.weight.size();
          for (std::size_t at = 0; at < t.out.grad_x.size(); at += m) {
            Interval sum = 0, scale = 0;
            for (std::size_t k = 0; k < m; ++k) sum += t.out.grad_x[at + k], scale += abs(t.out.grad_x[at + k]);
            t.equal_within(sum, 0, scale, "Σ x̄ = 0");
          }
        });

}  // namespace
}  // namespace etalon::verify
