#include "reference/contract/nn/huber_loss.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::HuberLoss;
using contract::nn::HuberLossGradient;

/// As it is written.
template <>
const Reference<HuberLoss> Wings<HuberLoss>::reference = []<class T>(const HuberLoss::In<T>& in, HuberLoss::Variant variant) -> Result<HuberLoss::Out<T>> {
  T sum = 0;
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    const T d = in.x[i] - in.target[i], size = abs(d);
    sum += size <= in.delta ? square(d) / 2 : in.delta * (size - in.delta / 2);
  }
  return HuberLoss::Out<T>{variant == HuberLoss::Variant::mean ? sum / T(in.x.shape[0]) : sum};
};

/// x − t, cut off at ±δ.
template <>
const Reference<HuberLossGradient> Wings<HuberLossGradient>::reference = []<class T>(const HuberLossGradient::In<T>& in, HuberLoss::Variant variant) -> Result<HuberLossGradient::Out<T>> {
  Tensor<T> grad_x(in.x.shape);
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    const T d = in.x[i] - in.target[i];
    grad_x[i] = d < -in.delta ? -in.delta : d > in.delta ? in.delta : d;
    if (variant == HuberLoss::Variant::mean) grad_x[i] = grad_x[i] / T(in.x.shape[0]);
  }
  return HuberLossGradient::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
