#include "reference/contract/nn/batch_norm_statistics.hpp"

#include <cmath>

#include "verify/algebra/statistics.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::BatchNormStatistics;
using contract::nn::BatchNormStatisticsVjp;
using In = BatchNormStatistics::In<double>;
using Variant = BatchNormStatistics::Variant;

In batch(Draw& draw, int lowest, int highest) {
  const std::int64_t c = draw.extent(1, 3);
  Dimensions shape{draw.extent(2, 4), c};
  if (draw.coin()) shape.push_back(draw.extent(1, 3));
  In in{draw.reals(shape, lowest, highest), draw.reals({c}), draw.reals({c}), round_to(draw.one_of({0.1, 0.9, 0.99, 0.5}), draw.format)};
  for (double& v : in.running_variance) v = std::fabs(v);
  return in;
}

const auto registered =
    laws<BatchNormStatistics>()
        .inputs(core, "a batch", [](Draw& draw) { return batch(draw, -6, 4); })
        .inputs(core, "around a large mean", [](Draw& draw) {
          In in = batch(draw, -2, 0);
          for (double& x : in.x) x = round_to(x + 100, draw.format);
          return in;
        })
        .inputs(extreme, "squares overflow", [](Draw& draw) { return batch(draw, draw.format.max_exponent / 2 - 2, draw.format.max_exponent / 2 + 4); })
        .inputs(edge, "constant channels, and nothing or all of the batch", [](Draw& draw) {
          In in = batch(draw, -6, 4);
          for (double& x : in.x) x = in.x[0];
          in.momentum = static_cast<double>(draw.integer(0, 1));
          if (draw.coin()) in.running_variance[0] = 0;
          return in;
        })
        .refuses("C1", "no channels, others, or none", [](Draw& draw) {
          return In{draw.reals(draw.one_of<Dimensions>({{3}, {2, 3}, {0, 2}, {1, 2}, {2, 2, 0}})), draw.reals({2}), Tensor<double>({2}), 0.5};
        })
        .law("C5", "σ²′ ≥ 0", [](Law<BatchNormStatistics>& t) {
          for (const Interval& v : t.out.variance) t.exactly_at_most(0, v, "σ²′ ≥ 0");
        })
        .theorem("C4", "as they were, or those of the batch", [](Exact<BatchNormStatistics>& t) {
          auto one = t.in, none = t.in;
          one.momentum = t.variant == Variant::unbiased ? 1 : 0;
          none.momentum = 1 - one.momentum;
          const auto kept = t.f(none), taken = t.f(one);
          const Lanes channels = Lanes::but(t.in.x.shape, 1);
          for (std::int64_t c = 0; c < channels.count; ++c) {
            const auto x = channels.entries(t.in.x, c);
            const Interval bessel = t.variant == Variant::decay_biased ? Interval(1) : Interval(channels.length) / (channels.length - 1);
            t.equal(kept.mean[c], t.in.running_mean[c], "the mean as it was");
            t.equal(kept.variance[c], t.in.running_variance[c], "the variance as it was");
            t.equal_within(taken.mean[c], mean(x), sum_of_sizes(x), "the batch's mean");
            t.equal_within(taken.variance[c], bessel * variance(x), square(sum_of_sizes(x)), "the batch's variance");
          }
        })
        .theorem("C5", "of αx + c, αμ + c and α²σ²", [](Exact<BatchNormStatistics>& t) {
          auto moved = t.in;
          for (Tensor<Interval>* tensor : {&moved.x, &moved.running_mean})
            for (Interval& x : *tensor) x = 5 - 3 * x;
          for (Interval& v : moved.running_variance) v = 9 * v;
          const auto y = t.f(t.in), z = t.f(moved);
          const Interval scale = 1 + sum_of_sizes(t.in.x.data);
          for (std::size_t c = 0; c < y.mean.size(); ++c) {
            t.equal_within(z.mean[c], 5 - 3 * y.mean[c], scale + abs(y.mean[c]), "αμ′ + c");
            t.equal_within(z.variance[c], 9 * y.variance[c], square(scale) + y.variance[c], "α²σ²′");
          }
        });

const auto registered_vjp =
    laws<BatchNormStatisticsVjp>()
        .law("C4", "Σ x̄ = b·μ̄′", [](Law<BatchNormStatisticsVjp>& t) {
          const Interval taken = BatchNormStatistics::weights(t.in.momentum, t.variant).second;
          const Lanes channels = Lanes::but(t.in.x.shape, 1);
          for (std::int64_t c = 0; c < channels.count; ++c) {
            const auto g = channels.entries(t.out.grad_x, c);
            t.equal_within(sum(g), taken * t.in.cotangent.mean[c], sum_of_sizes(g), "Σ x̄");
          }
        });

}  // namespace
}  // namespace etalon::verify
