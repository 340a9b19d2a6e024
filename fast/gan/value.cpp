#include "reference/contract/gan/value.hpp"

#include "fast/gan/answers.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::GameValue;
using contract::gan::GameValueGradient;

/// By softplus or log1p, in pairs.
template <>
const Fast<GameValue> Wings<GameValue>::fast = []<class T>(const GameValue::In<T>& in) -> Result<GameValue::Out<T>> {
  const auto mean = [&](const Tensor<T>& answers, T label) {
    return fast::tensor::mean_of<T>(answers.shape[0], [&](std::int64_t i) { return -cross_entropy_of(answers[i], label, in.given == "logits", false); });
  };
  return GameValue::Out<T>{mean(in.real, 1) + mean(in.fake, 0)};
};

/// 1 − σ(s) is σ(−s).
template <>
const Fast<GameValueGradient> Wings<GameValueGradient>::fast = []<class T>(const GameValue::In<T>& in) -> Result<GameValueGradient::Out<T>> {
  const auto slopes = [&](const Tensor<T>& answers, T label) {
    return map(answers, [&](T s) { return -cross_entropy_slope_of(s, label, static_cast<T>(answers.shape[0]), in.given == "logits", false); });
  };
  return GameValueGradient::Out<T>{slopes(in.real, 1), slopes(in.fake, 0)};
};

}  // namespace etalon
