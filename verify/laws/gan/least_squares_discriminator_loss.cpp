#include "reference/contract/gan/least_squares_discriminator_loss.hpp"

#include "verify/laws/gan/scores.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::LeastSquaresDiscriminatorLoss;
using contract::gan::LeastSquaresDiscriminatorLossGradient;
using In = LeastSquaresDiscriminatorLoss::In<double>;
using Variant = LeastSquaresDiscriminatorLoss::Variant;

/// Squared bias and variance about the target.
Interval bias_and_variance(const Tensor<Interval>& scores, const Interval& target) {
  const Interval n = scores.shape[0];
  Interval mean = 0, variance = 0;
  for (const Interval& s : scores) mean += s / n;
  for (const Interval& s : scores) variance += square(s - mean) / n;
  return square(mean - target) + variance;
}

const auto registered =
    laws<LeastSquaresDiscriminatorLoss>()
        .inputs(core, "scores", [](Draw& draw) { return In{scores(draw), scores(draw)}; })
        .inputs(core, "other targets", [](Draw& draw) { return In{scores(draw), scores(draw), draw.one_of({-1.0, draw.real()}), draw.one_of({1.0, draw.real()})}; })
        .inputs(core, "beside the targets", [](Draw& draw) { return In{draw.uniforms({draw.extent(1, 6)}, 0.75, 1.25), draw.uniforms({draw.extent(1, 6)}, -0.25, 0.25)}; })
        .inputs(extreme, "of any size", [](Draw& draw) { return In{scores_of_any_size(draw), scores_of_any_size(draw)}; })
        .inputs(extreme, "squares beside the end of the range", [](Draw& draw) {
          const int top = draw.format.max_exponent / 2;
          return In{draw.reals({draw.extent(1, 6)}, top - 4, top), draw.reals({draw.extent(1, 6)}, top - 4, top)};
        })
        .inputs(edge, "on the targets", [](Draw& draw) {
          return In{filled(draw.extent(1, 3), [] { return 1.0; }), filled(draw.extent(1, 3), [] { return 0.0; })};
        })
        .law("C2", "loss ≥ 0", [](Law<LeastSquaresDiscriminatorLoss>& t) { t.exactly_at_most(0, t.out.loss, "loss ≥ 0"); })
        .theorem("C2", "half of the whole; 0 on the targets alone", [](Exact<LeastSquaresDiscriminatorLoss>& t) {
          t.equal(2 * t.f(t.in, Variant::halved).loss, t.f(t.in, Variant::whole).loss, "half of the whole");
          auto on = t.in;
          for (Interval& s : on.real) s = t.in.b;
          for (Interval& s : on.fake) s = t.in.a;
          t.holds(t.f(on).loss == 0, "0 on the targets");
          on.fake[0] += 1;
          t.holds(t.f(on).loss > 0, "not 0 off one");
        })
        .theorem("C3", "squared biases and variances", [](Exact<LeastSquaresDiscriminatorLoss>& t) {
          t.equal(t.f(t.in, Variant::whole).loss, bias_and_variance(t.in.real, t.in.b) + bias_and_variance(t.in.fake, t.in.a), "squared biases and variances");
        });

const auto registered_gradient =
    laws<LeastSquaresDiscriminatorLossGradient>()
        .law("C2", "to the targets", [](Law<LeastSquaresDiscriminatorLossGradient>& t) {
          for (std::size_t i = 0; i < t.in.real.size(); ++i) t.exactly_at_most(0, t.out.grad_real[i] * (t.in.real[i] - t.in.b), "the sign of D − b");
          for (std::size_t i = 0; i < t.in.fake.size(); ++i) t.exactly_at_most(0, t.out.grad_fake[i] * (t.in.fake[i] - t.in.a), "the sign of D − a");
        });

}  // namespace
}  // namespace etalon::verify
