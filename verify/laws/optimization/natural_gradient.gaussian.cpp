#include <cmath>

#include "reference/contract/optimization/natural_gradient.gaussian.hpp"
#include "verify/laws/optimization/models.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::NaturalGradientGaussian;
using Variant = Op::Variant;
using In = Op::In<double>;

In with_spread(Draw& draw, Tensor<double> spread) {
  const Dimensions shape = spread.shape;
  auto mean = draw.reals(shape), by_spread = draw.reals(shape);
  return In{std::move(spread), std::move(mean), std::move(by_spread)};
}
Tensor<double> positives(Draw& draw, int lowest, int highest) {
  Tensor<double> spread({draw.extent(1, 6)});
  for (double& s : spread) s = draw.magnitude(lowest, highest);
  return spread;
}

/// s of a σ, and ds/dσ there.
struct Coordinate {
  Interval s, slope;
};
Coordinate coordinate(const Interval& sigma, Variant variant) {
  switch (variant) {
    case Variant::log_deviation: return {log(sigma), 1 / sigma};
    case Variant::log_variance: return {2 * log(sigma), 2 / sigma};
    case Variant::deviation: return {sigma, 1};
    default: return {square(sigma), 2 * sigma};
  }
}
Interval deviation(const Interval& s, Variant variant) {
  switch (variant) {
    case Variant::log_deviation: return exp(s);
    case Variant::log_variance: return exp(s / 2);
    case Variant::deviation: return s;
    default: return sqrt(s);
  }
}

const auto registered =
    laws<Op>()
        .inputs(core, "typical", [](Draw& draw) { return with_spread(draw, positives(draw, -4, 2)); })
        .inputs(core, "narrow", [](Draw& draw) { return with_spread(draw, positives(draw, -12, -4)); })
        .inputs(edge, "any sign", [](Draw& draw) { return with_spread(draw, draw.reals({draw.extent(1, 6)}, -4, 2)); })
        .inputs(extreme, "squares out of range", [](Draw& draw) {
          const int e = draw.format.max_exponent;
          In in = with_spread(draw, positives(draw, e / 2 + 2, e / 2 + 6));
          const double scale = std::ldexp(1.0, -e / 2 - 8);
          for (double& g : in.grad_mean) g = round_to(g * scale, draw.format);
          for (double& g : in.grad_spread) g = round_to(g * scale, draw.format);
          return in;
        })
        .leaves_out("one input far from the others", "σ² leaves the range")
        .leaves_out("one or two entries far from the others", "σ² leaves the range")
        .leaves_out("lanes at levels of their own", "σ² leaves the range")
        .refuses("C2", "a deviation that is not positive", [](Draw& draw) {
          In in = with_spread(draw, positives(draw, -4, 2));
          in.spread[0] = draw.coin() ? 0 : -in.spread[0];
          return in;
        })
        .theorem("C3", "every coordinate moves σ alike", [](Exact<Op>& t) {
          const auto here = t.f(t.in);
          for (const Variant other : {Variant::log_deviation, Variant::log_variance, Variant::deviation, Variant::variance}) {
            auto in = t.in;
            std::vector<Interval> slopes;
            for (std::size_t i = 0; i < in.spread.size(); ++i) {
              const Interval sigma = deviation(t.in.spread[i], t.variant);
              if (!(sigma < power_of_two(4000)).certainly() || !(sigma > power_of_two(-4000)).certainly()) return;
              const Coordinate to = coordinate(sigma, other), from = coordinate(sigma, t.variant);
              slopes.push_back(to.slope / from.slope);
              in.spread[i] = to.s, in.grad_spread[i] = t.in.grad_spread[i] / slopes.back();
            }
            const auto there = t.f(in, other);
            for (std::size_t i = 0; i < slopes.size(); ++i) {
              t.equal(there.mean[i], here.mean[i], "the means");
              t.equal(there.by_spread[i], slopes[i] * here.by_spread[i], "ds′ = ds′/ds·ds");
            }
          }
        })
        .theorem("C4", "the mean square of the score", [](Exact<Op>& t) {
          // x = σz: ∂ log p/∂μ = z/σ and ∂ log p/∂s = (z² − 1)/σ·dσ/ds. The rule with 5 nodes integrates z⁸ exactly: z² = 0, 5 ± √10.
          const auto out = t.f(t.in);
          const Interval inner = 5 - sqrt(Interval(10)), outer = 5 + sqrt(Interval(10));
          // Weights of ±√inner, of ±√outer and of 0 from the moments 1, 1 and 3 of z⁰, z² and z⁴.
          const Interval v = (3 - inner) / (outer * (outer - inner)), w = (3 - outer) / (inner * (inner - outer)), zero = 1 - v - w;
          const auto mean = [&](auto f) { return w * f(inner) + v * f(outer) + zero * f(Interval(0)); };
          for (std::size_t i = 0; i < t.in.spread.size(); ++i) {
            const Interval sigma = deviation(t.in.spread[i], t.variant), slope = coordinate(sigma, t.variant).slope;
            const Interval by_mean = mean([&](const Interval& zz) { return zz / square(sigma); });
            const Interval by_spread = mean([&](const Interval& zz) { return square((zz - 1) / sigma / slope); });
            t.equal(out.mean[i] * by_mean, t.in.grad_mean[i], "the information about μ");
            t.equal(out.by_spread[i] * by_spread, t.in.grad_spread[i], "the information about s");
          }
        });

}  // namespace
}  // namespace etalon::verify
