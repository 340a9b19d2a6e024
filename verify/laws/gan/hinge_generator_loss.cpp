#include "reference/contract/gan/hinge_generator_loss.hpp"

#include "verify/laws/gan/negated_mean.hpp"

namespace etalon::verify {
namespace {

using namespace contract::gan;

const auto registered = gan::negated_mean_laws<HingeGeneratorLoss>();
const auto registered_gradient = gan::negated_mean_gradient_laws<HingeGeneratorLossGradient>();

}  // namespace
}  // namespace etalon::verify
