#include "reference/vae/autoencoder_loss.hpp"

#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::vae::AutoencoderLoss;
using contract::vae::AutoencoderLossGradient;
using Formula = reference::vae::AutoencoderLossFormula<reference::nn::Activation>;

template <>
const Reference<AutoencoderLoss> Wings<AutoencoderLoss>::reference = Formula{};

template <>
const Reference<AutoencoderLossGradient> Wings<AutoencoderLossGradient>::reference = reverse_sweep<AutoencoderLossGradient>(Formula{});

}  // namespace etalon
