#include "reference/contract/gan/value.hpp"

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::GameValue;
using contract::gan::GameValueGradient;

const auto registered =
    mutants<GameValue>()
        .spoils("saturated", "log(1 − D) of a computed D", []<class T>(GameValue::Out<T>& out, const GameValue::In<T>& in) {
          out.value = mean(in.real, in.given, [](T d) { return std::log(d); }) + mean(in.fake, in.given, [](T d) { return std::log(1 - d); });
        })
        .spoils("loss", "the loss instead of the value: the sign of a minimisation", [](auto& out, const auto&) { out.value = -out.value; })
        .spoils("non_saturating", "−log D for the generated samples", []<class T>(GameValue::Out<T>& out, const GameValue::In<T>& in) {
          if (in.given == "logits") out.value = Wings<GameValue>::fast(GameValue::In<T>{in.real, map(in.fake, [](T s) { return -s; }), in.given})->value;
        })
        .spoils("halved", "half of it", [](auto& out, const auto&) { out.value /= 2; })
        .spoils("bits", "binary logarithms", [](auto& out, const auto&) { out.value *= 1.44269504f; });

const auto registered_gradient =
    mutants<GameValueGradient>()
        .spoils("saturated", "1 − σ(s) of a computed σ", []<class T>(GameValueGradient::Out<T>& out, const GameValue::In<T>& in) {
          if (in.given != "logits") return;
          for (std::size_t i = 0; i < in.real.size(); ++i) out.grad_real[i] = (1 - sigmoid(in.real[i])) / static_cast<T>(in.real.size());
        })
        .spoils("both_ascend", "the generator's sign for the generated samples", [](auto& out, const auto&) {
          for (auto& g : out.grad_fake) g = -g;
        })
        .spoils("wrong_size", "both means over the number of real samples", []<class T>(GameValueGradient::Out<T>& out, const GameValue::In<T>& in) {
          scale(out.grad_fake, static_cast<T>(in.fake.size()) / static_cast<T>(in.real.size()));
        });

}  // namespace
}  // namespace etalon::verify
