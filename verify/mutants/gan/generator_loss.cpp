#include <algorithm>
#include <cmath>

#include "reference/contract/gan/generator_loss.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::gan::GeneratorLoss;
using contract::gan::GeneratorLossGradient;
using Variant = GeneratorLoss::Variant;

template <class T>
T sigmoid(T s) {
  return 1 / (1 + std::exp(-s));
}

/// The mean of entry(D), with D computed from the logits.
template <class T, class Entry>
Result<GeneratorLoss::Out<T>> mean(const GeneratorLoss::In<T>& in, Variant v, Entry entry) {
  if (const auto valid = Wings<GeneratorLoss>::fast(in, v); !valid) return valid.failure();
  T sum = 0;
  for (const T s : in.scores) sum += entry(in.given == "logits" ? sigmoid(s) : s);
  return GeneratorLoss::Out<T>{sum / static_cast<T>(in.scores.size())};
}

const auto registered =
    mutants<GeneratorLoss>()
        .add("naive", "log(1 − D) of a computed D: −∞ where D rounds to 1, 0 where it is small",
             []<class T>(const GeneratorLoss::In<T>& in, Variant v) {
               return mean(in, v, [&](T d) { return v == Variant::saturating ? std::log(1 - d) : -std::log(d); });
             })
        .add("epsilon", "1e-8 inside the logarithm, to be safe",
             []<class T>(const GeneratorLoss::In<T>& in, Variant v) {
               return mean(in, v, [&](T d) { return v == Variant::saturating ? std::log(1 - d + T(1e-8)) : -std::log(d + T(1e-8)); });
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
        .add("summed", "the sum over the batch", []<class T>(const GeneratorLoss::In<T>& in, Variant v) -> Result<GeneratorLoss::Out<T>> {
          auto out = Wings<GeneratorLoss>::fast(in, v);
          if (out) out->loss *= static_cast<T>(in.scores.size());
          return out;
        });

template <class T, class Slope>
Result<GeneratorLossGradient::Out<T>> each(const GeneratorLoss::In<T>& in, Variant v, Slope slope) {
  auto out = Wings<GeneratorLossGradient>::fast(in, v);
  if (out)
    for (std::size_t i = 0; i < in.scores.size(); ++i) out->grad_scores[i] = slope(in.scores[i], out->grad_scores[i]);
  return out;
}

const auto registered_gradient =
    mutants<GeneratorLossGradient>()
        .add("saturated", "σ(s) − 1, which is 0 where σ(s) rounds to 1",
             []<class T>(const GeneratorLoss::In<T>& in, Variant v) {
               return each(in, v, [&](T s, T right) {
                 return in.given == "logits" && v == Variant::non_saturating ? (sigmoid(s) - 1) / static_cast<T>(in.scores.size()) : right;
               });
             })
        .add("ascent", "the sign of a loss to be maximised",
             []<class T>(const GeneratorLoss::In<T>& in, Variant v) { return each(in, v, [](T, T right) { return -right; }); })
        .add("sigmoid_twice", "a further factor σ′(s): the chain rule applied to a gradient that has it already",
             []<class T>(const GeneratorLoss::In<T>& in, Variant v) {
               return each(in, v, [&](T s, T right) { return in.given == "logits" ? right * sigmoid(s) * sigmoid(-s) : right; });
             })
        .add("summed", "the mean's factor 1/n forgotten", []<class T>(const GeneratorLoss::In<T>& in, Variant v) {
          return each(in, v, [&](T, T right) { return right * static_cast<T>(in.scores.size()); });
        });

}  // namespace
}  // namespace etalon::verify
