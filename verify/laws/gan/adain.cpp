#include "reference/contract/gan/adain.hpp"

#include "reference/contract/nn/instance_norm.hpp"
#include "verify/algebra/statistics.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::gan::Adain;
using contract::gan::AdainVjp;
using contract::nn::InstanceNorm;
using In = Adain::In<double>;
using Variant = Adain::Variant;

In batch(Draw& draw, int lowest, int highest) {
  const Dimensions style{draw.extent(1, 3), draw.extent(1, 3)};
  Dimensions shape = style;
  shape.push_back(draw.extent(2, 4));
  if (draw.coin()) shape.push_back(draw.extent(1, 2));
  return {draw.reals(shape, lowest, highest), draw.reals(style), draw.reals(style), round_to(draw.one_of({1e-8, 1e-5, 1.0}), draw.format)};
}

template <class I>
Interval scale_of(const I& in, std::size_t channel, Variant variant) {
  return variant == Variant::scale ? in.scale[channel] : 1 + in.scale[channel];
}
/// Entries of a channel of a sample.
std::vector<Interval> entries(const Tensor<Interval>& x, std::size_t channel, std::size_t length) {
  const auto first = x.begin() + static_cast<std::ptrdiff_t>(channel * length);
  return {first, first + static_cast<std::ptrdiff_t>(length)};
}

const auto registered =
    laws<Adain>()
        .inputs(core, "a batch", [](Draw& draw) { return batch(draw, -6, 4); })
        .inputs(core, "around a large mean", [](Draw& draw) {
          In in = batch(draw, -2, 0);
          for (double& x : in.x) x = round_to(x + 100, draw.format);
          return in;
        })
        .inputs(core, "styles of size 1", [](Draw& draw) {
          In in = batch(draw, -2, 2);
          for (double& s : in.scale) s = round_to((draw.coin() ? 1 : -1) * (1 + draw.uniform(-0.1, 0.1)), draw.format);
          return in;
        })
        .inputs(extreme, "squares overflow", [](Draw& draw) { return batch(draw, draw.format.max_exponent / 2, draw.format.max_exponent - 8); })
        .inputs(extreme, "squares underflow", [](Draw& draw) {
          In in = batch(draw, draw.format.min_exponent / 2 - 4, draw.format.min_exponent / 2);
          in.epsilon = std::ldexp(1, draw.format.min_exponent);
          return in;
        })
        .inputs(edge, "constant channels", [](Draw& draw) {
          In in = batch(draw, -6, 4);
          for (double& x : in.x) x = in.x[0];
          return in;
        })
        .inputs(edge, "a style of zeros", [](Draw& draw) {
          In in = batch(draw, -6, 4);
          for (double& s : in.scale) s = draw.coin() ? 0.0 : -1.0;
          return in;
        })
        .refuses("C1", "no channels, others, none, or of one entry", [](Draw& draw) {
          return In{draw.reals(draw.one_of<Dimensions>({{}, {3}, {2, 3, 2}, {0, 2, 3}, {2, 2, 0}, {2, 2}, {2, 2, 1}})), draw.reals({2, 2}), draw.reals({2, 2}), 1};
        })
        .law("C4", "mean b, variance s²·σ²/(σ² + ε)", [](Law<Adain>& t) {
          const std::size_t length = t.in.x.size() / t.in.scale.size();
          for (std::size_t channel = 0; channel < t.in.scale.size(); ++channel) {
            const auto x = entries(t.in.x, channel, length), y = entries(t.out.y, channel, length);
            const Interval of_x = variance(x), squared = square(scale_of(t.in, channel, t.variant)) * of_x / (of_x + t.in.epsilon), size = sqrt(squared) + abs(t.in.bias[channel]);
            t.equal_within(mean(y), t.in.bias[channel], size, "mean of y");
            t.equal_within(variance(y), squared, square(size), "variance of y");
          }
        })
        .theorem("C5", "shifted and scaled", [](Exact<Adain>& t) {
          auto moved = t.in;
          for (Interval& x : moved.x) x = 3 * x + 5;
          moved.epsilon = 9 * t.in.epsilon;
          const auto y = t.f(t.in).y, z = t.f(moved).y;
          const Interval scale = sum_of_sizes(y.data) + sum_of_sizes(t.in.scale.data) + 1;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(z[i], y[i], scale, "y of 3x + 5");
        })
        .theorem("C7", "nn.instance_norm of each sample", [](Exact<Adain>& t) {
          const auto y = t.f(t.in).y;
          const auto samples = static_cast<std::size_t>(t.in.x.shape[0]), channels = t.in.scale.size() / samples, length = t.in.x.size() / samples;
          for (std::size_t sample = 0; sample < samples; ++sample) {
            InstanceNorm::In<Interval> one{Tensor<Interval>(t.in.x.shape), Tensor<Interval>({t.in.scale.shape[1]}), Tensor<Interval>({t.in.scale.shape[1]}), t.in.epsilon};
            one.x.shape[0] = 1, one.x.data = entries(t.in.x, sample, length);
            for (std::size_t channel = 0; channel < channels; ++channel)
              one.weight[channel] = scale_of(t.in, sample * channels + channel, t.variant), one.bias[channel] = t.in.bias[sample * channels + channel];
            const auto z = Wings<InstanceNorm>::reference(one)->y;
            for (std::size_t k = 0; k < length; ++k) t.equal(y[sample * length + k], z[k], "nn.instance_norm");
          }
        });

const auto registered_vjp =
    laws<AdainVjp>().law("C4", "Σ x̄ = 0, Σ x̄x = s·s̄·ε/d²", [](Law<AdainVjp>& t) {
      const std::size_t length = t.in.x.size() / t.in.scale.size();
      for (std::size_t channel = 0; channel < t.in.scale.size(); ++channel) {
        const auto x = entries(t.in.x, channel, length), g = entries(t.out.grad_x, channel, length), c = entries(t.in.cotangent.y, channel, length);
        const Interval squared = variance(x) + t.in.epsilon, scale = scale_of(t.in, channel, t.variant);
        t.equal_within(sum(g), 0, sum_of_sizes(g), "Σ x̄");
        t.equal_within(dot(g, x), scale * t.out.grad_scale[channel] * t.in.epsilon / squared, sum_of_sizes(g) * sum_of_sizes(x) + abs(scale) * sum_of_sizes(c), "Σ x̄x");
      }
    });

}  // namespace
}  // namespace etalon::verify
