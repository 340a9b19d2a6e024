#include "reference/contract/gan/cycle_consistency_loss.hpp"

#include "fast/gan/distance.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::CycleConsistencyLoss;
using contract::gan::CycleConsistencyLossGradient;
using Variant = CycleConsistencyLoss::Variant;

template <>
const Fast<CycleConsistencyLoss> Wings<CycleConsistencyLoss>::fast =
    []<class T>(const CycleConsistencyLoss::In<T>& in, Variant variant) -> Result<CycleConsistencyLoss::Out<T>> {
  const auto part = [&](const Tensor<T>& cycled, const Tensor<T>& x) { return distance_over(cycled, x, in.lambda, static_cast<T>(CycleConsistencyLoss::divisor(x, variant))); };
  return CycleConsistencyLoss::Out<T>{part(in.x_cycled, in.x) + part(in.y_cycled, in.y)};
};

template <>
const Fast<CycleConsistencyLossGradient> Wings<CycleConsistencyLossGradient>::fast =
    []<class T>(const CycleConsistencyLoss::In<T>& in, Variant variant) -> Result<CycleConsistencyLossGradient::Out<T>> {
  const auto slopes = [&](const Tensor<T>& cycled, const Tensor<T>& x) { return slopes_of_distance(cycled, x, in.lambda / static_cast<T>(CycleConsistencyLoss::divisor(x, variant))); };
  return CycleConsistencyLossGradient::Out<T>{slopes(in.x_cycled, in.x), slopes(in.y_cycled, in.y)};
};

}  // namespace etalon
