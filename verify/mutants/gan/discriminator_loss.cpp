#include "reference/contract/gan/discriminator_loss.hpp"

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::DiscriminatorLoss;
using contract::gan::DiscriminatorLossGradient;
using Variant = DiscriminatorLoss::Variant;

/// The loss with logarithms of D and 1 − D as they were computed.
template <class T, class Log>
T naive(const DiscriminatorLoss::In<T>& in, Variant v, Log log) {
  const auto part = [&](const Tensor<T>& answers, T t) { return mean(answers, in.given, [&](T d) { return (t > 0 ? -t * log(d) : 0) - (t < 1 ? (1 - t) * log(1 - d) : 0); }); };
  const T both = part(in.real, in.real_label) + part(in.fake, in.fake_label);
  return DiscriminatorLoss::halves(v) ? both / 2 : both;
}

const auto registered =
    mutants<DiscriminatorLoss>()
        .spoils("saturated", "log(1 − D) of a computed D: −∞ where D rounds to 1, 0 where it is small",
                []<class T>(DiscriminatorLoss::Out<T>& out, const DiscriminatorLoss::In<T>& in, Variant v) { out.loss = naive(in, v, [](T d) { return std::log(d); }); })
        .spoils("epsilon", "1e-8 inside the logarithms, to be safe",
                []<class T>(DiscriminatorLoss::Out<T>& out, const DiscriminatorLoss::In<T>& in, Variant v) { out.loss = naive(in, v, [](T d) { return std::log(d + T(1e-8)); }); })
        .spoils("smooths_both", "the complement of the real label taken for the generated samples' too",
                []<class T>(DiscriminatorLoss::Out<T>& out, const DiscriminatorLoss::In<T>& in, Variant v) {
                  if (in.given != "logits") return;
                  auto other = in;
                  other.fake_label = 1 - in.real_label;
                  out = *Wings<DiscriminatorLoss>::fast(other, v);
                })
        .spoils("half_of_the_other", "the other convention's factor ½", [](auto& out, const auto&, Variant v) { out.loss *= DiscriminatorLoss::halves(v) ? 2 : 0.5f; })
        .spoils("mean_over_all", "both sums divided by n + m, as of one batch", []<class T>(DiscriminatorLoss::Out<T>& out, const DiscriminatorLoss::In<T>& in, Variant v) {
          const auto sum = [&](const Tensor<T>& answers, T label) {
            const auto alone = Wings<DiscriminatorLoss>::fast(DiscriminatorLoss::In<T>{answers, answers, in.given, label, label}, Variant::halved_clamped);
            return alone->loss * static_cast<T>(answers.size());
          };
          out.loss = (sum(in.real, in.real_label) + sum(in.fake, in.fake_label)) / static_cast<T>(in.real.size() + in.fake.size());
          if (!DiscriminatorLoss::halves(v)) out.loss *= 2;
        });

const auto registered_gradient =
    mutants<DiscriminatorLossGradient>()
        .spoils("saturated", "σ(s) − 1 of a computed σ, which is 0 where that rounds to 1", []<class T>(DiscriminatorLossGradient::Out<T>& out, const DiscriminatorLoss::In<T>& in, Variant v) {
          if (in.given != "logits") return;
          const T n = static_cast<T>(in.real.size()) * (DiscriminatorLoss::halves(v) ? 2 : 1);
          for (std::size_t i = 0; i < in.real.size(); ++i) out.grad_real[i] = (sigmoid(in.real[i]) - in.real_label) / n;
        })
        .spoils("ascent", "the sign of the game's value, which is maximised", [](auto& out, const auto&) {
          for (auto& g : out.grad_fake) g = -g;
        })
        .spoils("detached", "the generated samples' answers detached from the discriminator too", [](auto& out, const auto&) {
          for (auto& g : out.grad_fake) g = 0;
        })
        .spoils("wrong_size", "the real samples' mean over the number of generated ones", []<class T>(DiscriminatorLossGradient::Out<T>& out, const DiscriminatorLoss::In<T>& in) {
          scale(out.grad_real, static_cast<T>(in.real.size()) / static_cast<T>(in.fake.size()));
        })
        .spoils("half_of_the_other", "the other convention's factor ½", []<class T>(DiscriminatorLossGradient::Out<T>& out, const DiscriminatorLoss::In<T>&, Variant v) {
          scale(out.grad_real, DiscriminatorLoss::halves(v) ? T(2) : T(1) / 2);
        });

}  // namespace
}  // namespace etalon::verify
