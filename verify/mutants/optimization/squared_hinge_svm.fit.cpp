#include "reference/contract/optimization/squared_hinge_svm.fit.hpp"

#include "verify/mutants/optimization/classifiers.hpp"

namespace etalon::verify {
namespace {

const auto registered = mutants_of_fit<contract::optimization::SquaredHingeSvmFit>();

}  // namespace
}  // namespace etalon::verify
