#include "reference/vae/loss.hpp"

#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::vae::Loss;
using contract::vae::LossGradient;
using Formula = reference::vae::LossFormula<reference::nn::Activation>;

template <>
const Reference<Loss> Wings<Loss>::reference = Formula{};

template <>
const Reference<LossGradient> Wings<LossGradient>::reference = reverse_sweep<LossGradient>(Formula{});

}  // namespace etalon
