#include "reference/contract/nn/cross_entropy.hpp"

#include <algorithm>
#include <cmath>

#include "reference/contract/nn/log_softmax.hpp"
#include "reference/contract/nn/nll_loss.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::CrossEntropy;
using contract::nn::CrossEntropyGradient;
using In = CrossEntropy::In<double>;
using Variant = CrossEntropy::Variant;

In samples(Draw& draw, bool weighted, bool ignored, double smoothing) {
  const std::int64_t n = draw.extent(1, 5), c = draw.extent(2, 6);
  In in{draw.reals({n, c}, -4, 3), draw.integers({n}, 0, c - 1), Tensor<double>({0})};
  if (weighted) {
    in.weight = draw.uniforms({c}, 0.125, 3);
    if (draw.coin()) in.weight[static_cast<std::size_t>((in.target[0] + 1) % c)] = 0;
  }
  for (std::int64_t i = 1; ignored && i < n; ++i)
    if (draw.coin()) in.target[i] = -100;
  in.label_smoothing = smoothing;
  return in;
}

const auto registered =
    laws<CrossEntropy>()
        .inputs(core, "classes", [](Draw& draw) { return samples(draw, false, false, 0); })
        .inputs(core, "smoothed", [](Draw& draw) { return samples(draw, draw.coin(), draw.coin(), round_to(draw.one_of({0.1, 0.5, 1.0}), draw.format)); })
        .inputs(core, "confident", [](Draw& draw) {
          In in = samples(draw, draw.coin(), false, 0);
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
            double& x = in.x(i, draw.coin() ? in.target[i] : 0);
            x = round_to(x + draw.uniform(8, 40), draw.format);
          }
          return in;
        })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) {
          In in = samples(draw, draw.coin(), false, 0);
          in.x = draw.reals(in.x.shape, 8, std::min(12, draw.format.max_exponent - 2));
          return in;
        })
        .inputs(core, "weights", [](Draw& draw) { return samples(draw, true, false, 0); })
        .inputs(core, "samples that do not count", [](Draw& draw) { return samples(draw, draw.coin(), true, 0); })
        .inputs(edge, "another ignore_index", [](Draw& draw) {
          In in = samples(draw, false, false, 0);
          in.ignore_index = draw.integer(0, 1);
          in.target[0] = 1 - in.ignore_index;
          return in;
        })
        .refuses("C2", "no class", [](Draw& draw) {
          In in = samples(draw, false, false, 0);
          in.target[0] = draw.coin() ? -1 : in.x.shape[1];
          return in;
        })
        .refuses("C3", "too few weights", [](Draw& draw) {
          In in = samples(draw, false, false, 0);
          in.weight = Tensor<double>({1}, {1});
          return in;
        })
        .refuses("C4", "nothing weighs", [](Draw& draw) {
          In in = samples(draw, false, false, 0);
          for (auto& t : in.target) t = -100;
          return in;
        })
        .law("C5", "0 ≤ loss", [](Law<CrossEntropy>& t) { t.exactly_at_most(0, t.out.loss, "0 ≤ loss"); })
        .theorem("C5", "of xᵢ + cᵢ the same", [](Exact<CrossEntropy>& t) {
          auto moved = t.in;
          for (std::int64_t i = 0; i < moved.x.shape[0]; ++i)
            for (std::int64_t k = 0; k < moved.x.shape[1]; ++k) moved.x(i, k) += Interval(11 + i) / 8;
          t.equal(t.f(moved).loss, t.f(t.in).loss, "of xᵢ + cᵢ the same");
        })
        .theorem("C5", "nn.nll_loss of nn.log_softmax", [](Exact<CrossEntropy>& t) {
          auto plain = t.in;
          plain.label_smoothing = 0;
          const auto logarithms = Wings<contract::nn::LogSoftmax>::reference(contract::nn::LogSoftmax::In<Interval>{plain.x, -1});
          const contract::nn::NllLoss::In<Interval> nll{logarithms->y, plain.target, plain.weight, plain.ignore_index};
          t.equal(t.f(plain).loss, Wings<contract::nn::NllLoss>::reference(nll, t.variant)->loss, "nll_loss(log_softmax(x))");
        });

const auto registered_gradient =
    laws<CrossEntropyGradient>()
        .law("C5", "Σ x̄ = 0 in each row", [](Law<CrossEntropyGradient>& t) {
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) {
            Interval sum = 0, scale = 0;
            for (std::int64_t k = 0; k < t.in.x.shape[1]; ++k) {
              sum += t.out.grad_x(i, k);
              scale += abs(t.out.grad_x(i, k));
              if (!CrossEntropy::counts(t.in, i)) t.exactly(t.out.grad_x(i, k).is_zero(), "0 in a row that does not count");
            }
            t.equal_within(sum, 0, scale, "Σ x̄ = 0");
          }
        });

}  // namespace
}  // namespace etalon::verify
