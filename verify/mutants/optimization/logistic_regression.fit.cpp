#include "reference/contract/optimization/logistic_regression.fit.hpp"

#include "verify/mutants/optimization/classifiers.hpp"

namespace etalon::verify {
namespace {

const auto registered = mutants_of_fit<contract::optimization::LogisticRegressionFit>();

}  // namespace
}  // namespace etalon::verify
