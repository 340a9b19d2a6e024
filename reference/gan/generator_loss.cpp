#include "reference/contract/gan/generator_loss.hpp"

#include "reference/nn/sigma.hpp"

namespace etalon {
using contract::gan::GeneratorLoss;
using contract::gan::GeneratorLossGradient;
using reference::nn::log_sigma;
using reference::nn::sigma;
using Variant = GeneratorLoss::Variant;

/// −log D or log(1 − D), with D = σ(s) and 1 − D = σ(−s) where logits are given.
template <>
const Reference<GeneratorLoss> Wings<GeneratorLoss>::reference = []<class T>(const GeneratorLoss::In<T>& in, Variant variant) -> Result<GeneratorLoss::Out<T>> {
  T sum = 0;
  for (const T& s : in.scores) {
    const bool logits = in.given == "logits";
    sum += variant == Variant::non_saturating ? -(logits ? log_sigma(s) : log(s)) : logits ? log_sigma(-s) : log(1 - s);
  }
  return GeneratorLoss::Out<T>{sum / T(in.scores.shape[0])};
};

/// From σ′(s) = σ(s)σ(−s): −σ(−s) or −σ(s) for a logit, −1/D or −1/(1 − D) for a probability.
template <>
const Reference<GeneratorLossGradient> Wings<GeneratorLossGradient>::reference =
    []<class T>(const GeneratorLoss::In<T>& in, Variant variant) -> Result<GeneratorLossGradient::Out<T>> {
  const bool logits = in.given == "logits";
  const T n = T(in.scores.shape[0]);
  return GeneratorLossGradient::Out<T>{map(in.scores, [&](const T& s) -> T {
    if (variant == Variant::non_saturating) return logits ? -sigma(-s) / n : -1 / s / n;
    return logits ? -sigma(s) / n : -1 / (1 - s) / n;
  })};
};

}  // namespace etalon
