#include "reference/contract/nn/batch_norm.hpp"

#include "verify/algebra/statistics.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BatchNorm;
using contract::nn::BatchNormVjp;
using In = BatchNorm::In<double>;

In batch(Draw& draw, int lowest, int highest) {
  const std::int64_t c = draw.extent(1, 3);
  Dimensions shape{draw.extent(2, 4), c};
  if (draw.coin()) shape.push_back(draw.extent(1, 3));
  return {draw.reals(shape, lowest, highest), draw.reals({c}), draw.reals({c}), round_to(draw.one_of({1e-5, 1e-3, 1.0}), draw.format)};
}

const auto registered =
    laws<BatchNorm>()
        .inputs(core, "a batch", [](Draw& draw) { return batch(draw, -6, 4); })
        .inputs(core, "around a large mean", [](Draw& draw) {
          In in = batch(draw, -2, 0);
          for (double& x : in.x) x = round_to(x + 100, draw.format);
          return in;
        })
        .inputs(extreme, "squares overflow", [](Draw& draw) { return batch(draw, draw.format.max_exponent / 2, draw.format.max_exponent - 8); })
        .inputs(edge, "constant channels", [](Draw& draw) {
          In in = batch(draw, -6, 4);
          for (double& x : in.x) x = in.x[0];
          return in;
        })
        .refuses("C1", "no channels, others, or none", [](Draw& draw) {
          return In{draw.reals(draw.one_of<Dimensions>({{3}, {2, 3}, {0, 2}, {1, 2}})), draw.reals({2}), draw.reals({2}), 1};
        })
        .law("C4", "mean b, variance w²σ²/(σ² + ε)", [](Law<BatchNorm>& t) {
          const auto& y = t.out.y;
          const Lanes channels = Lanes::but(y.shape, 1);
          for (std::int64_t c = 0; c < channels.count; ++c) {
            const auto of_y = channels.entries(y, c);
            const Interval w = t.in.weight[c], b = t.in.bias[c], of_x = variance(channels.entries(t.in.x, c)), scale = square(w) + square(b) + abs(b);
            t.equal_within(mean(of_y), b, scale, "mean of y");
            t.equal_within(variance(of_y), square(w) * of_x / (of_x + t.in.epsilon), scale, "variance of y");
          }
        })
        .theorem("C5", "shifted, scaled, mirrored", [](Exact<BatchNorm>& t) {
          const auto y = t.f(t.in).y;
          auto moved = t.in, mirrored = t.in;
          for (Interval& x : moved.x) x = 3 * x + 5;
          moved.epsilon = 9 * t.in.epsilon;
          for (Tensor<Interval>* negated : {&mirrored.x, &mirrored.weight})
            for (Interval& x : *negated) x = -x;
          const Interval scale = sum_of_sizes(y.data) + sum_of_sizes(t.in.weight.data);
          for (std::size_t i = 0; i < y.size(); ++i) {
            t.equal_within(t.f(moved).y[i], y[i], scale, "y of 3x + 5");
            t.equal_within(t.f(mirrored).y[i], y[i], scale, "y of −x, −w");
          }
        });

const auto registered_vjp =
    laws<BatchNormVjp>()
        .law("C4", "Σ x̄ = 0, Σ x̄x = w·w̄·ε/(σ² + ε)", [](Law<BatchNormVjp>& t) {
          const auto& out = t.out;
          const Lanes channels = Lanes::but(t.in.x.shape, 1);
          for (std::int64_t c = 0; c < channels.count; ++c) {
            const auto x = channels.entries(t.in.x, c), g = channels.entries(out.grad_x, c);
            const Interval rest = t.in.epsilon / (variance(x) + t.in.epsilon), scale = sum_of_sizes(g) * (1 + sum_of_sizes(x)) + abs(out.grad_weight[c]);
            t.equal_within(sum(g), 0, scale, "Σ x̄");
            t.equal_within(dot(g, x), t.in.weight[c] * out.grad_weight[c] * rest, scale, "Σ x̄x");
          }
        })
        .theorem("C5", "a constant ȳ", [](Exact<BatchNormVjp>& t) {
          auto constant = t.in;
          for (Interval& c : constant.cotangent.y) c = 3;
          const auto out = t.f(constant);
          for (const Interval& g : out.grad_x) t.equal_within(g, 0, 1, "x̄ = 0");
          for (const Interval& g : out.grad_weight) t.equal_within(g, 0, 1, "w̄ = 0");
        });

}  // namespace
}  // namespace etalon::verify
