#include "reference/contract/nn/soft_cross_entropy.hpp"

#include <algorithm>

#include "reference/contract/nn/cross_entropy.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::CrossEntropy;
using contract::nn::SoftCrossEntropy;
using contract::nn::SoftCrossEntropyGradient;
using In = SoftCrossEntropy::In<double>;
using Variant = SoftCrossEntropy::Variant;

/// Rows that add up to about 1, with zeros among them.
In samples(Draw& draw, bool weighted, double smoothing) {
  const std::int64_t n = draw.extent(1, 4), c = draw.extent(2, 6);
  In in{draw.reals({n, c}, -4, 3), draw.uniforms({n, c}, 0.0625, 1), Tensor<double>({0}), smoothing};
  for (std::int64_t i = 0; i < n; ++i) {
    if (draw.coin()) in.target(i, draw.integer(0, c - 1)) = 0;
    double sum = 0;
    for (std::int64_t k = 0; k < c; ++k) sum += in.target(i, k);
    for (std::int64_t k = 0; k < c; ++k) in.target(i, k) = round_to(in.target(i, k) / sum, draw.format);
  }
  if (weighted) in.weight = draw.uniforms({c}, 0.125, 3);
  return in;
}
In one_class_each(Draw& draw) {
  In in = samples(draw, draw.coin(), 0);
  std::fill(in.target.begin(), in.target.end(), 0);
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) in.target(i, draw.integer(0, in.x.shape[1] - 1)) = 1;
  return in;
}

const auto registered =
    laws<SoftCrossEntropy>()
        .inputs(core, "distributions", [](Draw& draw) { return samples(draw, false, 0); })
        .inputs(core, "weights", [](Draw& draw) { return samples(draw, true, 0); })
        .inputs(core, "smoothed", [](Draw& draw) { return samples(draw, draw.coin(), round_to(draw.one_of({0.1, 0.5, 1.0}), draw.format)); })
        .inputs(core, "one class each", one_class_each)
        .inputs(core, "confident", [](Draw& draw) {
          In in = one_class_each(draw);
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            for (std::int64_t k = 0; k < in.x.shape[1]; ++k)
              if (in.target(i, k) == 1) in.x(i, k) = round_to(in.x(i, k) + draw.uniform(8, 40), draw.format);
          return in;
        })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) {
          In in = samples(draw, draw.coin(), 0);
          in.x = draw.reals(in.x.shape, 8, std::min(12, draw.format.max_exponent - 2));
          return in;
        })
        .inputs(edge, "rows of zeros, and weights of 0", [](Draw& draw) {
          In in = samples(draw, true, 0);
          for (std::int64_t k = 0; k < in.x.shape[1]; ++k) in.target(0, k) = 0;
          in.weight[0] = 0;
          return in;
        })
        .refuses("C3", "weights of other classes", [](Draw& draw) {
          In in = samples(draw, false, 0);
          in.weight = draw.one_of<Tensor<double>>({Tensor<double>({1}, {1}), Tensor<double>({}, {1}), Tensor<double>({in.x.shape[1], 1})});
          return in;
        })
        .law("C5", "0 ≤ loss", [](Law<SoftCrossEntropy>& t) { t.exactly_at_most(0, t.out.loss, "0 ≤ loss"); })
        .theorem("C5", "of xᵢ + cᵢ the same", [](Exact<SoftCrossEntropy>& t) {
          auto moved = t.in;
          for (std::int64_t i = 0; i < moved.x.shape[0]; ++i)
            for (std::int64_t k = 0; k < moved.x.shape[1]; ++k) moved.x(i, k) += Interval(11 + i) / 8;
          t.equal(t.f(moved).loss, t.f(t.in).loss, "of xᵢ + cᵢ the same");
        })
        .theorem("C5", "nn.cross_entropy of one class each", [](Exact<SoftCrossEntropy>& t) {
          auto hard = t.in;
          CrossEntropy::In<Interval> classes{t.in.x, Tensor<std::int64_t>({t.in.x.shape[0]}), t.in.weight, -100, t.in.label_smoothing};
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) {
            classes.target[static_cast<std::size_t>(i)] = i % t.in.x.shape[1];
            for (std::int64_t k = 0; k < t.in.x.shape[1]; ++k) hard.target(i, k) = k == i % t.in.x.shape[1] ? 1 : 0;
          }
          const auto variant = t.variant == Variant::mean ? CrossEntropy::Variant::sample_mean : CrossEntropy::Variant::sum;
          t.equal(t.f(hard).loss, Wings<CrossEntropy>::reference(classes, variant)->loss, "nn.cross_entropy");
        })
        .theorem("C5", "the entropy of t at least", [](Exact<SoftCrossEntropy>& t) {
          auto plain = t.in;
          plain.weight = Tensor<Interval>({0});
          plain.label_smoothing = 0;
          Interval entropy = 0;
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) {
            Interval sum = 0;
            for (std::int64_t k = 0; k < t.in.x.shape[1]; ++k) sum += t.in.target(i, k);
            for (std::int64_t k = 0; k < t.in.x.shape[1]; ++k)
              if (!t.in.target(i, k).is_zero()) entropy -= t.in.target(i, k) * log(t.in.target(i, k) / sum);
          }
          t.at_most(entropy, t.f(plain, Variant::sum).loss, "−Σ t·log(t/Σt)");
        });

const auto registered_gradient =
    laws<SoftCrossEntropyGradient>()
        .law("C5", "Σ x̄ = 0 in each row", [](Law<SoftCrossEntropyGradient>& t) {
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) {
            Interval sum = 0, scale = 0;
            for (std::int64_t k = 0; k < t.in.x.shape[1]; ++k) sum += t.out.grad_x(i, k), scale += abs(t.out.grad_x(i, k));
            t.equal_within(sum, 0, scale, "Σ x̄ = 0");
          }
        });

}  // namespace
}  // namespace etalon::verify
