#include "reference/contract/gan/value.hpp"

#include "reference/gan/answers.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::GameValue;
using contract::gan::GameValueGradient;

/// E log D + E log(1 − D): the cross-entropies of the labels 1 and 0, negated.
template <>
const Reference<GameValue> Wings<GameValue>::reference = []<class T>(const GameValue::In<T>& in) -> Result<GameValue::Out<T>> {
  const auto mean = [&](const Tensor<T>& answers, int label) {
    return mean_of(answers, [&](const T& s) -> T { return -cross_entropy(s, T(label), in.given == "logits", false); });
  };
  return GameValue::Out<T>{mean(in.real, 1) + mean(in.fake, 0)};
};

template <>
const Reference<GameValueGradient> Wings<GameValueGradient>::reference = []<class T>(const GameValue::In<T>& in) -> Result<GameValueGradient::Out<T>> {
  const auto slopes = [&](const Tensor<T>& answers, int label) {
    return map(answers, [&](const T& s) -> T { return -cross_entropy_slope(s, T(label), in.given == "logits", false) / T(answers.shape[0]); });
  };
  return GameValueGradient::Out<T>{slopes(in.real, 1), slopes(in.fake, 0)};
};

}  // namespace etalon
