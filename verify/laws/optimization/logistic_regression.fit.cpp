#include "reference/contract/optimization/logistic_regression.fit.hpp"

#include "verify/laws/optimization/classifiers.hpp"

namespace etalon::verify {
namespace {

const auto registered = classifiers::laws_of_fit<contract::optimization::LogisticRegressionFit, reference::optimization::LogisticLoss>();

}  // namespace
}  // namespace etalon::verify
