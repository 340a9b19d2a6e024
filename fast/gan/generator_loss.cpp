#include "reference/contract/gan/generator_loss.hpp"

#include <algorithm>
#include <cmath>

#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast;
using contract::gan::GeneratorLoss;
using contract::gan::GeneratorLossGradient;
using Variant = GeneratorLoss::Variant;

namespace {

template <class T>
T clamped(T logarithm, Variant variant) {
  return GeneratorLoss::clamps(variant) ? std::max(logarithm, T(-100)) : logarithm;
}

}  // namespace

/// −log σ(s) = log(1 + e⁻ˢ) and log(1 − σ(s)) = −log(1 + eˢ), of −|s| alone; log1p(−D) for a probability.
template <>
const Fast<GeneratorLoss> Wings<GeneratorLoss>::fast = []<class T>(const GeneratorLoss::In<T>& in, Variant variant) -> Result<GeneratorLoss::Out<T>> {
  const T n = static_cast<T>(in.scores.size());
  T loss = 0;  // of parts already divided: the sum does not overflow where the mean does not
  for (const T s : in.scores) {
    if (GeneratorLoss::saturates(variant)) loss += (in.given == "logits" ? -nn::softplus_of(s) : clamped(std::log1p(-s), variant)) / n;
    else loss += (in.given == "logits" ? nn::softplus_of(-s) : -clamped(std::log(s), variant)) / n;
  }
  return GeneratorLoss::Out<T>{loss};
};

/// 1 − σ(s) is σ(−s).
template <>
const Fast<GeneratorLossGradient> Wings<GeneratorLossGradient>::fast =
    []<class T>(const GeneratorLoss::In<T>& in, Variant variant) -> Result<GeneratorLossGradient::Out<T>> {
  const T n = static_cast<T>(in.scores.size());
  const bool saturating = GeneratorLoss::saturates(variant);
  return GeneratorLossGradient::Out<T>{map(in.scores, [&](T s) -> T {
    if (in.given == "logits") return -nn::sigmoid_of(saturating ? s : -s) / n;
    const T p = saturating ? 1 - s : s;
    return GeneratorLoss::clamps(variant) && std::log(p) < -100 ? T(0) : -1 / n / p;
  })};
};

}  // namespace etalon
