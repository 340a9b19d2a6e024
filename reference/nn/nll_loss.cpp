#include "reference/contract/nn/nll_loss.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::NllLoss;
using contract::nn::NllLossGradient;

/// As it is written.
constexpr auto nll_loss = []<class T>(const NllLoss::In<T>& in, NllLoss::Variant variant) -> Result<NllLoss::Out<T>> {
  const T divisor = NllLoss::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  T sum = 0;
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
    if (NllLoss::counts(in, i)) sum += -NllLoss::weight<T>(in, in.target[i]) * in.x(i, in.target[i]);
  return NllLoss::Out<T>{sum / divisor};
};

template <>
const Reference<NllLoss> Wings<NllLoss>::reference = nll_loss;

template <>
const Reference<NllLossGradient> Wings<NllLossGradient>::reference = reverse_sweep<NllLossGradient>(nll_loss);

}  // namespace etalon
