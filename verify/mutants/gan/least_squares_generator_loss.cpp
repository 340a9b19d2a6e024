#include "reference/contract/gan/least_squares_generator_loss.hpp"

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::LeastSquaresGeneratorLoss;
using contract::gan::LeastSquaresGeneratorLossGradient;
using Op = LeastSquaresGeneratorLoss;
using Variant = Op::Variant;

const auto registered =
    mutants<LeastSquaresGeneratorLoss>()
        .spoils("half_of_the_other", "the other convention's factor ½", [](auto& out, const auto&, Variant v) { out.loss *= v == Variant::halved ? 2 : 0.5f; })
        .spoils("to_one", "1 for whatever target is given", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) { out = *Wings<LeastSquaresGeneratorLoss>::fast(Op::In<T>{in.fake, 1}, v); })
        .spoils("to_the_other_side", "the discriminator's target of generated samples", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out = *Wings<LeastSquaresGeneratorLoss>::fast(Op::In<T>{in.fake, 1 - in.c}, v);
        })
        .spoils("summed", "the sum over the batch", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out.loss *= static_cast<T>(in.fake.size()); })
        .spoils("absolute", "|D − c| instead of its square", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out.loss = mean(in.fake, [&](T s) { return std::fabs(s - in.c); }) * (v == Variant::halved ? T(1) / 2 : T(1));
        });

const auto registered_gradient =
    mutants<LeastSquaresGeneratorLossGradient>()
        .spoils("half_of_the_other", "the other convention's factor", [](auto& out, const auto&, Variant v) {
          for (auto& g : out.grad_fake) g *= v == Variant::halved ? 2 : 0.5f;
        })
        .spoils("sign", "away from the target", [](auto& out, const auto&) {
          for (auto& g : out.grad_fake) g = -g;
        })
        .spoils("summed", "the sum's slope", []<class T>(LeastSquaresGeneratorLossGradient::Out<T>& out, const Op::In<T>& in) { scale(out.grad_fake, static_cast<T>(in.fake.size())); });

}  // namespace
}  // namespace etalon::verify
