#include "reference/contract/nn/batch_norm_inference.hpp"

#include <cmath>

#include "reference/contract/nn/batch_norm.hpp"
#include "verify/algebra/statistics.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BatchNorm;
using contract::nn::BatchNormInference;
using contract::nn::BatchNormInferenceVjp;
using In = BatchNormInference::In<double>;

In batch(Draw& draw, int lowest, int highest) {
  const std::int64_t c = draw.extent(1, 3);
  Dimensions shape{draw.extent(1, 4), c};
  if (draw.coin()) shape.push_back(draw.extent(1, 3));
  In in{draw.reals(shape, lowest, highest), draw.reals({c}), draw.reals({c}), draw.reals({c}), draw.reals({c}), round_to(draw.one_of({1e-5, 1e-3, 1.0}), draw.format)};
  for (double& v : in.running_variance) v = std::fabs(v);
  return in;
}

const auto registered =
    laws<BatchNormInference>()
        .inputs(core, "a batch", [](Draw& draw) { return batch(draw, -6, 4); })
        .inputs(core, "around a large mean", [](Draw& draw) {
          In in = batch(draw, -2, 0);
          for (Tensor<double>* tensor : {&in.x, &in.running_mean})
            for (double& x : *tensor) x = round_to(x + 100, draw.format);
          return in;
        })
        .inputs(extreme, "far from the mean", [](Draw& draw) { return batch(draw, draw.format.max_exponent / 2, draw.format.max_exponent - 8); })
        .inputs(edge, "at the mean, without variance", [](Draw& draw) {
          In in = batch(draw, -6, 4);
          for (double& x : in.x) x = in.running_mean[0];
          in.running_variance[0] = 0;
          return in;
        })
        .inputs(edge, "no samples", [](Draw& draw) {
          In in = batch(draw, -6, 4);
          in.x = Tensor<double>({0, in.weight.shape[0], draw.integer(0, 2)});
          return in;
        })
        .refuses("C1", "no channels, or others", [](Draw& draw) {
          return In{draw.reals(draw.one_of<Dimensions>({{}, {2}, {2, 3}, {2, 0}})), draw.reals({2}), Tensor<double>({2}), draw.reals({2}), draw.reals({2}), 1};
        })
        .law("C4", "(y − b)²·(σ² + ε) = w²·(x − μ)²", [](Law<BatchNormInference>& t) {
          const Lanes channels = Lanes::but(t.in.x.shape, 1);
          for (std::int64_t c = 0; c < channels.count; ++c)
            for (std::int64_t k = 0; k < channels.length; ++k) {
              const std::size_t i = channels.index(c, k);
              const Interval v = t.in.running_variance[c] + t.in.epsilon, scale = square(abs(t.out.y[i]) + abs(t.in.bias[c])) * v;
              t.equal_within(square(t.out.y[i] - t.in.bias[c]) * v, square(t.in.weight[c] * (t.in.x[i] - t.in.running_mean[c])), scale, "(y − b)²·(σ² + ε)");
            }
        })
        .theorem("C4", "at x = μ it is b", [](Exact<BatchNormInference>& t) {
          auto at = t.in;
          const Lanes channels = Lanes::but(at.x.shape, 1);
          for (std::int64_t c = 0; c < channels.count; ++c)
            for (std::int64_t k = 0; k < channels.length; ++k) at.x[channels.index(c, k)] = at.running_mean[c];
          const auto y = t.f(at).y;
          for (std::int64_t c = 0; c < channels.count; ++c)
            for (std::int64_t k = 0; k < channels.length; ++k) t.equal(y[channels.index(c, k)], at.bias[c], "at x = μ it is b");
        })
        .theorem("C5", "nn.batch_norm, with x's own mean and variance", [](Exact<BatchNormInference>& t) {
          auto own = t.in;
          const Lanes channels = Lanes::but(own.x.shape, 1);
          if (channels.length < 2) return t.says_nothing("fewer than two entries in a channel");
          for (std::int64_t c = 0; c < channels.count; ++c) {
            const auto x = channels.entries(own.x, c);
            own.running_mean[c] = mean(x);
            own.running_variance[c] = variance(x);
          }
          const auto y = t.f(own).y;
          const auto trained = Wings<BatchNorm>::reference(BatchNorm::In<Interval>{own.x, own.weight, own.bias, own.epsilon});
          const Interval scale = sum_of_sizes(y.data) + sum_of_sizes(t.in.weight.data);
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(y[i], trained->y[i], scale, "nn.batch_norm");
        });

const auto registered_vjp =
    laws<BatchNormInferenceVjp>()
        .law("C4", "μ̄ = −Σ x̄, 2(σ² + ε)·σ̄² = −w·w̄", [](Law<BatchNormInferenceVjp>& t) {
          const auto& out = t.out;
          const Lanes channels = Lanes::but(t.in.x.shape, 1);
          for (std::int64_t c = 0; c < channels.count; ++c) {
            const auto g = channels.entries(out.grad_x, c);
            const Interval moved = 2 * (t.in.running_variance[c] + t.in.epsilon) * out.grad_running_variance[c], product = t.in.weight[c] * out.grad_weight[c];
            t.equal_within(out.grad_running_mean[c], -sum(g), sum_of_sizes(g), "μ̄ = −Σ x̄");
            t.equal_within(moved, -product, abs(moved) + abs(product), "2(σ² + ε)·σ̄² = −w·w̄");
          }
        });

}  // namespace
}  // namespace etalon::verify
