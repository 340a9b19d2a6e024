#include "reference/contract/nn/huber_loss.hpp"

#include <algorithm>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::HuberLoss;
using contract::nn::HuberLossGradient;

/// A comparison for each, summed in pairs.
template <>
const Fast<HuberLoss> Wings<HuberLoss>::fast = []<class T>(const HuberLoss::In<T>& in, HuberLoss::Variant variant) -> Result<HuberLoss::Out<T>> {
  const auto term = [&](std::int64_t i) {
    const T d = std::fabs(in.x[i] - in.target[i]);
    return d <= in.delta ? d * d / 2 : in.delta * (d - in.delta / 2);
  };
  return HuberLoss::Out<T>{variant == HuberLoss::Variant::mean ? mean_of<T>(in.x.shape[0], term) : pairwise_sum<T>(0, in.x.shape[0], term)};
};

/// Cut off, and divided.
template <>
const Fast<HuberLossGradient> Wings<HuberLossGradient>::fast = []<class T>(const HuberLossGradient::In<T>& in, HuberLoss::Variant variant) -> Result<HuberLossGradient::Out<T>> {
  Tensor<T> grad_x(in.x.shape);
  const T n = variant == HuberLoss::Variant::mean ? static_cast<T>(in.x.shape[0]) : T(1);
  for (std::size_t i = 0; i < in.x.size(); ++i) grad_x[i] = std::min(std::max(in.x[i] - in.target[i], -in.delta), in.delta) / n;
  return HuberLossGradient::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
