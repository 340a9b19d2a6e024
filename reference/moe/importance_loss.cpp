#include "reference/contract/moe/importance_loss.hpp"

#include "reference/moe/variation.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::ImportanceLoss;
using contract::moe::ImportanceLossGradient;
using Variant = ImportanceLoss::Variant;

/// CV² of the sums over the tokens.
constexpr auto importance_loss = []<class T>(const ImportanceLoss::In<T>& in, Variant variant) -> Result<ImportanceLoss::Out<T>> {
  std::vector<T> importance(static_cast<std::size_t>(in.gates.shape[1]), T(0));
  for (std::int64_t k = 0; k < in.gates.shape[0]; ++k)
    for (std::int64_t i = 0; i < in.gates.shape[1]; ++i) importance[static_cast<std::size_t>(i)] += in.gates(k, i);
  return ImportanceLoss::Out<T>{in.weight * reference::moe::squared_variation(importance, in.epsilon, variant == Variant::sample)};
};

template <>
const Reference<ImportanceLoss> Wings<ImportanceLoss>::reference = importance_loss;

template <>
const Reference<ImportanceLossGradient> Wings<ImportanceLossGradient>::reference = reverse_sweep<ImportanceLossGradient>(importance_loss);

}  // namespace etalon
