#include "reference/contract/gan/hinge_generator_loss.hpp"

#include "fast/gan/negated_mean.hpp"

namespace etalon {
using namespace contract::gan;

template <>
const Fast<HingeGeneratorLoss> Wings<HingeGeneratorLoss>::fast = fast::gan::negated_mean;

template <>
const Fast<HingeGeneratorLossGradient> Wings<HingeGeneratorLossGradient>::fast = fast::gan::slopes_of_negated_mean<HingeGeneratorLossGradient>;

}  // namespace etalon
