#include "reference/contract/optimization/logistic_regression.fit.hpp"

#include "reference/optimization/linear_classifier.hpp"

namespace etalon {
using contract::optimization::LogisticRegressionFit;

/// By Newton's method, proved by its interval operator.
template <>
const Reference<LogisticRegressionFit> Wings<LogisticRegressionFit>::reference = [](const LogisticRegressionFit::In<Interval>& in, LogisticRegressionFit::Variant variant) -> Result<LogisticRegressionFit::Out<Interval>> {
  return reference::optimization::fitted<reference::optimization::LogisticLoss>(in, variant);
};

}  // namespace etalon
