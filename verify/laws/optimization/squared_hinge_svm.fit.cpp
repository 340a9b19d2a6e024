#include "reference/contract/optimization/squared_hinge_svm.fit.hpp"

#include "verify/laws/optimization/classifiers.hpp"

namespace etalon::verify {
namespace {

const auto registered = classifiers::laws_of_fit<contract::optimization::SquaredHingeSvmFit, reference::optimization::SquaredHinge>();

}  // namespace
}  // namespace etalon::verify
