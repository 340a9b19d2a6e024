#include "reference/contract/vae/categorical_log_likelihood.hpp"

#include "reference/contract/nn/cross_entropy.hpp"
#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::nn::CrossEntropy;
using contract::vae::CategoricalLogLikelihood;
using contract::vae::CategoricalLogLikelihoodVjp;
using In = CategoricalLogLikelihood::In<double>;

In pixels(Draw& draw, int lowest = -4, int highest = 3) {
  const std::int64_t n = draw.extent(1, 3), p = draw.extent(1, 3), c = draw.extent(1, 5);
  return {draw.integers({n, p}, 0, c - 1), draw.reals({n, p, c}, lowest, highest)};
}

const auto registered =
    laws<CategoricalLogLikelihood>()
        .inputs(core, "pixels", [](Draw& draw) { return pixels(draw); })
        .inputs(core, "confident", [](Draw& draw) {
          In in = pixels(draw);
          const std::int64_t c = in.logits.shape[2];
          for (std::size_t i = 0; i < in.x.size(); ++i) {
            double& right = in.logits[i * c + in.x[i]];
            right = round_to(right + draw.uniform(8, 40), draw.format);
          }
          return in;
        })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return pixels(draw, 8, std::min(12, draw.format.max_exponent - 2)); })
        .refuses("C2", "a class that there is not", [](Draw& draw) {
          In in = pixels(draw);
          in.x[0] = draw.coin() ? -1 : in.logits.shape[2];
          return in;
        })
        .law("C4", "at most 0", [](Law<CategoricalLogLikelihood>& t) {
          for (const Interval& y : t.out.log_likelihood) t.exactly_at_most(y, 0, "log p(x|z)");
        })
        .theorem("C4", "minus nn.cross_entropy", [](Exact<CategoricalLogLikelihood>& t) {
          const std::int64_t all = static_cast<std::int64_t>(t.in.x.size()), c = t.in.logits.shape[2];
          if (all == 0) return;
          Interval sum = 0;
          for (const Interval& y : t.f(t.in).log_likelihood) sum += y;
          const CrossEntropy::In<Interval> in{Matrix({all, c}, t.in.logits.data), Tensor<std::int64_t>({all}, t.in.x.data), Matrix({0}), -100, 0};
          t.equal(-sum, Wings<CrossEntropy>::reference(in, CrossEntropy::Variant::sum)->loss, "nn.cross_entropy");
        })
        .theorem("C4", "the likelihoods of one pixel add up to 1", [](Exact<CategoricalLogLikelihood>& t) {
          const std::int64_t c = t.in.logits.shape[2];
          if (t.in.x.size() == 0) return;
          CategoricalLogLikelihood::In<Interval> in{Tensor<std::int64_t>({1, 1}), Matrix({1, 1, c}, {t.in.logits.begin(), t.in.logits.begin() + c})};
          Interval sum = 0;
          for (in.x[0] = 0; in.x[0] < c; ++in.x[0]) sum += exp(t.f(in).log_likelihood[0]);
          t.equal(sum, 1, "Σ p over the classes");
        });

const auto registered_vjp =
    laws<CategoricalLogLikelihoodVjp>()
        .law("C5", "adds up to 0 over the classes", [](Law<CategoricalLogLikelihoodVjp>& t) {
          const std::size_t c = static_cast<std::size_t>(t.in.logits.shape[2]);
          for (std::size_t i = 0; i < t.in.x.size(); ++i) {
            Interval sum = 0, scale = 0;
            for (std::size_t k = 0; k < c; ++k) sum += t.out.grad_logits[i * c + k], scale += abs(t.out.grad_logits[i * c + k]);
            t.equal_within(sum, 0, scale, "a pixel's gradient");
          }
        });

}  // namespace
}  // namespace etalon::verify
