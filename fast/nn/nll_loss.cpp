#include "reference/contract/nn/nll_loss.hpp"

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::NllLoss;
using contract::nn::NllLossGradient;

/// In pairs, of parts already divided.
template <>
const Fast<NllLoss> Wings<NllLoss>::fast = []<class T>(const NllLoss::In<T>& in, NllLoss::Variant variant) -> Result<NllLoss::Out<T>> {
  const T divisor = NllLoss::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  return NllLoss::Out<T>{pairwise_sum<T>(0, in.x.shape[0], [&](std::int64_t i) {
    return NllLoss::counts(in, i) ? -NllLoss::weight<T>(in, in.target[i]) / divisor * in.x(i, in.target[i]) : T(0);
  })};
};

/// The weights, divided.
template <>
const Fast<NllLossGradient> Wings<NllLossGradient>::fast = []<class T>(const NllLoss::In<T>& in, NllLoss::Variant variant) -> Result<NllLossGradient::Out<T>> {
  const T divisor = NllLoss::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
    if (NllLoss::counts(in, i)) grad_x(i, in.target[i]) = -NllLoss::weight<T>(in, in.target[i]) / divisor;
  return NllLossGradient::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
