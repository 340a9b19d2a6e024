#include "reference/contract/gan/hinge_discriminator_loss.hpp"

#include <algorithm>

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::HingeDiscriminatorLoss;
using contract::gan::HingeDiscriminatorLossGradient;
using In = HingeDiscriminatorLoss;
using Variant = HingeDiscriminatorLoss::Variant;

template <class T, class Real, class Fake>
T both(const In::In<T>& in, Variant v, Real real, Fake fake) {
  return (mean(in.real, real) + mean(in.fake, fake)) * (v == Variant::halved ? T(1) / 2 : T(1));
}

const auto registered =
    mutants<HingeDiscriminatorLoss>()
        .spoils("same_side", "max(0, 1 − D) of the generated samples too", []<class T>(In::Out<T>& out, const In::In<T>& in, Variant v) {
          const auto hinge = [](T s) { return std::max(1 - s, T(0)); };
          out.loss = both(in, v, hinge, hinge);
        })
        .spoils("no_margin", "max(0, −D) and max(0, D)", []<class T>(In::Out<T>& out, const In::In<T>& in, Variant v) {
          out.loss = both(in, v, [](T s) { return std::max(-s, T(0)); }, [](T s) { return std::max(s, T(0)); });
        })
        .spoils("no_hinge", "1 − D and 1 + D, as a Wasserstein critic", []<class T>(In::Out<T>& out, const In::In<T>& in, Variant v) {
          out.loss = both(in, v, [](T s) { return 1 - s; }, [](T s) { return 1 + s; });
        })
        .spoils("hinge_of_the_mean", "max(0, 1 − mean D): the hinge after the mean", []<class T>(In::Out<T>& out, const In::In<T>& in, Variant v) {
          const auto itself = [](T s) { return s; };
          out.loss = (std::max(1 - mean(in.real, itself), T(0)) + std::max(1 + mean(in.fake, itself), T(0))) * (v == Variant::halved ? T(1) / 2 : T(1));
        })
        .spoils("half_of_the_other", "the other convention's factor ½", [](auto& out, const auto&, Variant v) { out.loss *= v == Variant::halved ? 2 : 0.5f; });

const auto registered_gradient =
    mutants<HingeDiscriminatorLossGradient>()
        .spoils("everywhere", "a slope behind the margin too", []<class T>(HingeDiscriminatorLossGradient::Out<T>& out, const In::In<T>& in, Variant v) {
          for (T& g : out.grad_real) g = -1 / static_cast<T>(in.real.size()) / (v == Variant::halved ? 2 : 1);
        })
        .spoils("sign", "the generated samples' scores pushed up", [](auto& out, const auto&) {
          for (auto& g : out.grad_fake) g = -g;
        })
        .spoils("wrong_size", "both means over the number of real samples", []<class T>(HingeDiscriminatorLossGradient::Out<T>& out, const In::In<T>& in) {
          scale(out.grad_fake, static_cast<T>(in.fake.size()) / static_cast<T>(in.real.size()));
        })
        .spoils("summed", "the sums' slopes", []<class T>(HingeDiscriminatorLossGradient::Out<T>& out, const In::In<T>& in) { scale(out.grad_real, static_cast<T>(in.real.size())); });

}  // namespace
}  // namespace etalon::verify
