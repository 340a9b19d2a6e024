#include "reference/contract/gan/generator_loss.hpp"

#include "reference/nn/sigma.hpp"

namespace etalon {
using contract::gan::GeneratorLoss;
using contract::gan::GeneratorLossGradient;
using reference::nn::sigma;
using Variant = GeneratorLoss::Variant;

/// −log D or log(1 − D) with D = 1/(1 + exp(−s)), as it is written.
template <>
const Reference<GeneratorLoss> Wings<GeneratorLoss>::reference = []<class T>(const GeneratorLoss::In<T>& in, Variant variant) -> Result<GeneratorLoss::Out<T>> {
  T sum = 0;
  for (const T& s : in.scores) {
    const T d = in.given == "logits" ? sigma(s) : s;
    sum += variant == Variant::non_saturating ? -log(d) : log(1 - d);
  }
  return GeneratorLoss::Out<T>{sum / T(in.scores.shape[0])};
};

/// From σ′ = σ(1 − σ): −(1 − D) or −D for a logit, −1/D or −1/(1 − D) for a probability.
template <>
const Reference<GeneratorLossGradient> Wings<GeneratorLossGradient>::reference =
    []<class T>(const GeneratorLoss::In<T>& in, Variant variant) -> Result<GeneratorLossGradient::Out<T>> {
  const bool logits = in.given == "logits";
  const T n = T(in.scores.shape[0]);
  return GeneratorLossGradient::Out<T>{map(in.scores, [&](const T& s) -> T {
    const T d = logits ? sigma(s) : s;
    if (variant == Variant::non_saturating) return logits ? -(1 - d) / n : -1 / d / n;
    return logits ? -d / n : -1 / (1 - d) / n;
  })};
};

}  // namespace etalon
