#include "reference/contract/gan/generator_loss.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::gan::GeneratorLoss;
using contract::gan::GeneratorLossGradient;
using Variant = GeneratorLoss::Variant;

namespace {

/// A probability of 1 that may be off by its last bit is still one: only what is certainly above 1 is outside.
template <class T>
bool outside(const T& d, Variant variant) {
  if (variant == Variant::non_saturating) return static_cast<bool>(d <= 0) || (d > 1).certainly();
  return static_cast<bool>(d < 0) || (d >= 1).certainly();
}

template <class T>
std::optional<Failure> refusal(const GeneratorLoss::In<T>& in, Variant variant) {
  if (in.given != "logits" && in.given != "probabilities") return domain("C1", "given is \"" + in.given + "\"");
  for (const T& s : in.scores)
    if (isnan(s) || is_infinity(s, +1) || is_infinity(s, -1)) return domain("C2", "a score is not finite");
  if (in.given == "logits") return std::nullopt;
  for (const T& d : in.scores)
    if (outside(d, variant)) return domain("C3", "a probability is outside the loss's domain");
  return std::nullopt;
}

}  // namespace

/// −log D or log(1 − D) with D = 1/(1 + exp(−s)), as it is written.
template <>
const Reference<GeneratorLoss> Wings<GeneratorLoss>::reference = []<class T>(const GeneratorLoss::In<T>& in, Variant variant) -> Result<GeneratorLoss::Out<T>> {
  if (const auto refused = refusal(in, variant)) return *refused;
  T sum = 0;
  for (const T& s : in.scores) {
    const T d = in.given == "logits" ? sigmoid(s) : s;
    sum += variant == Variant::non_saturating ? -log(d) : log(1 - d);
  }
  return GeneratorLoss::Out<T>{sum / T(in.scores.shape[0])};
};

/// From σ′ = σ(1 − σ): −(1 − D) or −D for a logit, −1/D or −1/(1 − D) for a probability.
template <>
const Reference<GeneratorLossGradient> Wings<GeneratorLossGradient>::reference =
    []<class T>(const GeneratorLoss::In<T>& in, Variant variant) -> Result<GeneratorLossGradient::Out<T>> {
  if (const auto refused = refusal(in, variant)) return *refused;
  const bool logits = in.given == "logits";
  const T n = T(in.scores.shape[0]);
  return GeneratorLossGradient::Out<T>{map(in.scores, [&](const T& s) -> T {
    const T d = logits ? sigmoid(s) : s;
    if (variant == Variant::non_saturating) return logits ? -(1 - d) / n : -1 / d / n;
    return logits ? -d / n : -1 / (1 - d) / n;
  })};
};

}  // namespace etalon
