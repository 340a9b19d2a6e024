#include "reference/contract/gan/wasserstein_generator_loss.hpp"

#include "fast/gan/negated_mean.hpp"

namespace etalon {
using namespace contract::gan;

template <>
const Fast<WassersteinGeneratorLoss> Wings<WassersteinGeneratorLoss>::fast = fast::gan::negated_mean;

template <>
const Fast<WassersteinGeneratorLossGradient> Wings<WassersteinGeneratorLossGradient>::fast = fast::gan::slopes_of_negated_mean<WassersteinGeneratorLossGradient>;

}  // namespace etalon
