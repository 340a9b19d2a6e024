#include "reference/contract/gan/cycle_consistency_loss.hpp"

#include "reference/gan/distance.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::CycleConsistencyLoss;
using contract::gan::CycleConsistencyLossGradient;
using Variant = CycleConsistencyLoss::Variant;

/// Both directions, as they are written.
template <>
const Reference<CycleConsistencyLoss> Wings<CycleConsistencyLoss>::reference =
    []<class T>(const CycleConsistencyLoss::In<T>& in, Variant variant) -> Result<CycleConsistencyLoss::Out<T>> {
  const auto mean = [&](const Tensor<T>& cycled, const Tensor<T>& x) -> T { return summed_distance(cycled, x) / T(CycleConsistencyLoss::divisor(x, variant)); };
  return CycleConsistencyLoss::Out<T>{in.lambda * (mean(in.x_cycled, in.x) + mean(in.y_cycled, in.y))};
};

template <>
const Reference<CycleConsistencyLossGradient> Wings<CycleConsistencyLossGradient>::reference =
    []<class T>(const CycleConsistencyLoss::In<T>& in, Variant variant) -> Result<CycleConsistencyLossGradient::Out<T>> {
  const auto slopes = [&](const Tensor<T>& cycled, const Tensor<T>& x) { return slopes_of_distance(cycled, x, T(in.lambda / T(CycleConsistencyLoss::divisor(x, variant)))); };
  return CycleConsistencyLossGradient::Out<T>{slopes(in.x_cycled, in.x), slopes(in.y_cycled, in.y)};
};

}  // namespace etalon
