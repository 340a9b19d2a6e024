#include "reference/contract/gan/least_squares_generator_loss.hpp"

#include "reference/contract/gan/least_squares_discriminator_loss.hpp"
#include "verify/laws/gan/scores.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::LeastSquaresDiscriminatorLoss;
using contract::gan::LeastSquaresGeneratorLoss;
using contract::gan::LeastSquaresGeneratorLossGradient;
using In = LeastSquaresGeneratorLoss::In<double>;
using Variant = LeastSquaresGeneratorLoss::Variant;

const auto registered =
    laws<LeastSquaresGeneratorLoss>()
        .inputs(core, "scores", [](Draw& draw) { return In{scores(draw)}; })
        .inputs(core, "another target", [](Draw& draw) { return In{scores(draw), draw.one_of({0.0, draw.real()})}; })
        .inputs(core, "beside the target", [](Draw& draw) { return In{draw.uniforms({draw.extent(1, 6)}, 0.75, 1.25)}; })
        .inputs(extreme, "of any size", [](Draw& draw) { return In{scores_of_any_size(draw)}; })
        .inputs(extreme, "squares beside the end of the range", [](Draw& draw) {
          const int top = draw.format.max_exponent / 2;
          return In{draw.reals({draw.extent(1, 6)}, top - 4, top)};
        })
        .inputs(edge, "on the target", [](Draw& draw) {
          return In{filled(draw.extent(1, 3), [] { return 1.0; })};
        })
        .law("C2", "loss ≥ 0", [](Law<LeastSquaresGeneratorLoss>& t) { t.exactly_at_most(0, t.out.loss, "loss ≥ 0"); })
        .theorem("C2", "the discriminator's with the target c; half of the whole", [](Exact<LeastSquaresGeneratorLoss>& t) {
          const Interval whole = t.f(t.in, Variant::whole).loss;
          t.equal(2 * t.f(t.in, Variant::halved).loss, whole, "half of the whole");
          const auto real = Tensor<Interval>({1}, {Interval(5)});
          t.equal(Wings<LeastSquaresDiscriminatorLoss>::reference(LeastSquaresDiscriminatorLoss::In<Interval>{real, t.in.fake, t.in.c, 5}, LeastSquaresDiscriminatorLoss::Variant::whole)->loss, whole, "the discriminator's");
        });

const auto registered_gradient =
    laws<LeastSquaresGeneratorLossGradient>()
        .law("C2", "to the target", [](Law<LeastSquaresGeneratorLossGradient>& t) {
          for (std::size_t i = 0; i < t.in.fake.size(); ++i) {
            t.exactly_at_most(0, t.out.grad_fake[i] * (t.in.fake[i] - t.in.c), "the sign of D − c");
            t.equal(t.out.grad_fake[i] * t.in.fake.shape[0], (t.variant == Variant::halved ? 1 : 2) * (t.in.fake[i] - t.in.c), "m·s̄ = D − c");
          }
        });

}  // namespace
}  // namespace etalon::verify
