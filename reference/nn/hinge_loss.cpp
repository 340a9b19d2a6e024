#include "reference/contract/nn/hinge_loss.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::HingeLoss;
using contract::nn::HingeLossGradient;

/// As it is written.
template <>
const Reference<HingeLoss> Wings<HingeLoss>::reference = []<class T>(const HingeLoss::In<T>& in, HingeLoss::Variant variant) -> Result<HingeLoss::Out<T>> {
  T sum = 0;
  for (std::size_t i = 0; i < in.scores.size(); ++i) {
    const T margin = 1 - T(in.target[i]) * in.scores[i];
    if (margin > 0) sum += margin;
  }
  return HingeLoss::Out<T>{variant == HingeLoss::Variant::mean ? sum / T(in.scores.shape[0]) : sum};
};

/// −t where the margin is not met; 0 at the kink.
template <>
const Reference<HingeLossGradient> Wings<HingeLossGradient>::reference = []<class T>(const HingeLossGradient::In<T>& in, HingeLoss::Variant variant) -> Result<HingeLossGradient::Out<T>> {
  Tensor<T> grad_scores(in.scores.shape);
  for (std::size_t i = 0; i < in.scores.size(); ++i) {
    if (T(in.target[i]) * in.scores[i] < 1) grad_scores[i] = -in.target[i];
    if (variant == HingeLoss::Variant::mean) grad_scores[i] = grad_scores[i] / T(in.scores.shape[0]);
  }
  return HingeLossGradient::Out<T>{std::move(grad_scores)};
};

}  // namespace etalon
