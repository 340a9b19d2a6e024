#include "reference/contract/gan/wasserstein_generator_loss.hpp"

#include "reference/gan/negated_mean.hpp"

namespace etalon {
using namespace contract::gan;
using reference::gan::negated_mean;
using reference::gan::slopes_of_negated_mean;

template <>
const Reference<WassersteinGeneratorLoss> Wings<WassersteinGeneratorLoss>::reference = negated_mean;

template <>
const Reference<WassersteinGeneratorLossGradient> Wings<WassersteinGeneratorLossGradient>::reference = slopes_of_negated_mean<WassersteinGeneratorLossGradient>;

}  // namespace etalon
