#include "reference/contract/nn/hinge_loss.hpp"

#include <algorithm>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::HingeLoss;
using contract::nn::HingeLossGradient;

/// A comparison for each, summed in pairs.
template <>
const Fast<HingeLoss> Wings<HingeLoss>::fast = []<class T>(const HingeLoss::In<T>& in, HingeLoss::Variant variant) -> Result<HingeLoss::Out<T>> {
  const auto term = [&](std::int64_t i) { return std::max(1 - static_cast<T>(in.target[i]) * in.scores[i], T(0)); };
  return HingeLoss::Out<T>{variant == HingeLoss::Variant::mean ? mean_of<T>(in.scores.shape[0], term) : pairwise_sum<T>(0, in.scores.shape[0], term)};
};

/// A comparison; 0 at the kink.
template <>
const Fast<HingeLossGradient> Wings<HingeLossGradient>::fast = []<class T>(const HingeLossGradient::In<T>& in, HingeLoss::Variant variant) -> Result<HingeLossGradient::Out<T>> {
  Tensor<T> grad_scores(in.scores.shape);
  const T n = variant == HingeLoss::Variant::mean ? static_cast<T>(in.scores.shape[0]) : T(1);
  for (std::size_t i = 0; i < in.scores.size(); ++i)
    if (static_cast<T>(in.target[i]) * in.scores[i] < 1) grad_scores[i] = -static_cast<T>(in.target[i]) / n;
  return HingeLossGradient::Out<T>{std::move(grad_scores)};
};

}  // namespace etalon
