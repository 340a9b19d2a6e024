#include "reference/contract/gan/generator_loss.hpp"

#include "reference/nn/sigma.hpp"

namespace etalon {
using contract::gan::GeneratorLoss;
using contract::gan::GeneratorLossGradient;
using reference::nn::log_sigma;
using reference::nn::sigma;
using Variant = GeneratorLoss::Variant;

namespace {

/// log x, no less than −100 with a clamp.
template <class T>
T log_of(const T& x, Variant variant) {
  const T value = log(x);
  return GeneratorLoss::clamps(variant) && value < -100 ? T(-100) : value;
}

}  // namespace

/// −log D or log(1 − D), with D = σ(s) and 1 − D = σ(−s) where logits are given.
template <>
const Reference<GeneratorLoss> Wings<GeneratorLoss>::reference = []<class T>(const GeneratorLoss::In<T>& in, Variant variant) -> Result<GeneratorLoss::Out<T>> {
  T sum = 0;
  for (const T& s : in.scores) {
    const bool logits = in.given == "logits";
    if (GeneratorLoss::saturates(variant)) sum += logits ? log_sigma(-s) : log_of(1 - s, variant);
    else sum -= logits ? log_sigma(s) : log_of(s, variant);
  }
  return GeneratorLoss::Out<T>{sum / T(in.scores.shape[0])};
};

/// From σ′(s) = σ(s)σ(−s): −σ(−s) or −σ(s) for a logit, −1/D or −1/(1 − D) for a probability.
template <>
const Reference<GeneratorLossGradient> Wings<GeneratorLossGradient>::reference =
    []<class T>(const GeneratorLoss::In<T>& in, Variant variant) -> Result<GeneratorLossGradient::Out<T>> {
  const bool logits = in.given == "logits";
  const T n = T(in.scores.shape[0]);
  const bool saturates = GeneratorLoss::saturates(variant);
  return GeneratorLossGradient::Out<T>{map(in.scores, [&](const T& s) -> T {
    if (logits) return -sigma(saturates ? s : -s) / n;
    const T p = saturates ? 1 - s : s;
    return GeneratorLoss::clamps(variant) && log(p) < -100 ? T(0) : -1 / p / n;
  })};
};

}  // namespace etalon
