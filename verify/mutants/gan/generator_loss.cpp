#include "reference/contract/gan/generator_loss.hpp"
#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using contract::gan::GeneratorLoss;
using contract::gan::GeneratorLossGradient;
using Variant = GeneratorLoss::Variant;

const auto registered =
    mutants<GeneratorLoss>()
        .spoils("naive", "log(1 − D) of a computed D: −∞ where D rounds to 1, 0 where it is small", [](auto& out, const auto& in, Variant v) {
          out.loss = gan::mean(in.scores, in.given, [&](auto d) { return GeneratorLoss::saturates(v) ? std::log(1 - d) : -std::log(d); });
        })
        .spoils("epsilon", "1e-8 inside the logarithm, to be safe", [](auto& out, const auto& in, Variant v) {
          out.loss = gan::mean(in.scores, in.given, [&](auto d) { return GeneratorLoss::saturates(v) ? std::log(1 - d + 1e-8f) : -std::log(d + 1e-8f); });
        })
        .add("labelled_as_generated", "−log(1 − D), the discriminator's own loss of these samples",
             []<class T>(const GeneratorLoss::In<T>& in, Variant v) -> Result<GeneratorLoss::Out<T>> {
               if (const auto valid = Wings<GeneratorLoss>::fast(in, v); !valid) return valid.failure();
               auto out = Wings<GeneratorLoss>::fast(in, Variant::saturating);
               if (out) out->loss = -out->loss;
               return out;
             })
        .add("probabilities_as_logits", "σ applied to probabilities again",
             []<class T>(const GeneratorLoss::In<T>& in, Variant v) -> Result<GeneratorLoss::Out<T>> {
               if (const auto valid = Wings<GeneratorLoss>::fast(in, v); !valid) return valid.failure();
               return Wings<GeneratorLoss>::fast(GeneratorLoss::In<T>{in.scores, "logits"}, v);
             })
        .spoils("summed", "the sum over the batch", [](auto& out, const auto& in) { out.loss *= static_cast<float>(in.scores.size()); });

const auto registered_gradient =
    mutants<GeneratorLossGradient>()
        .spoils("saturated", "σ(s) − 1, which is 0 where σ(s) rounds to 1", [](auto& out, const auto& in, Variant v) {
          if (in.given != "logits" || GeneratorLoss::saturates(v)) return;
          for (std::size_t i = 0; i < in.scores.size(); ++i) out.grad_scores[i] = (gan::sigmoid(in.scores[i]) - 1) / static_cast<float>(in.scores.size());
        })
        .spoils("ascent", "the sign of a loss to be maximised", [](auto& out, const auto&) {
          for (auto& g : out.grad_scores) g = -g;
        })
        .spoils("sigmoid_twice", "a further factor σ′(s): the chain rule applied to a gradient that has it already", [](auto& out, const auto& in) {
          if (in.given != "logits") return;
          for (std::size_t i = 0; i < in.scores.size(); ++i) out.grad_scores[i] *= gan::sigmoid(in.scores[i]) * gan::sigmoid(-in.scores[i]);
        })
        .spoils("summed", "the mean's factor 1/n forgotten", [](auto& out, const auto& in) {
          for (auto& g : out.grad_scores) g *= static_cast<float>(in.scores.size());
        });

}  // namespace
}  // namespace etalon::verify
