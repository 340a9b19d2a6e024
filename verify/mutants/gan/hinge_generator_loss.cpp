#include "reference/contract/gan/hinge_generator_loss.hpp"

#include "verify/mutants/gan/negated_mean.hpp"

namespace etalon::verify {
namespace {

using namespace contract::gan;

const auto registered = gan::negated_mean_mutants<HingeGeneratorLoss>();
const auto registered_gradient = gan::negated_mean_gradient_mutants<HingeGeneratorLossGradient>();

}  // namespace
}  // namespace etalon::verify
