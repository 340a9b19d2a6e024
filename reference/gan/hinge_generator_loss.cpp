#include "reference/contract/gan/hinge_generator_loss.hpp"

#include "reference/gan/negated_mean.hpp"

namespace etalon {
using namespace contract::gan;
using reference::gan::negated_mean;
using reference::gan::slopes_of_negated_mean;

template <>
const Reference<HingeGeneratorLoss> Wings<HingeGeneratorLoss>::reference = negated_mean;

template <>
const Reference<HingeGeneratorLossGradient> Wings<HingeGeneratorLossGradient>::reference = slopes_of_negated_mean<HingeGeneratorLossGradient>;

}  // namespace etalon
