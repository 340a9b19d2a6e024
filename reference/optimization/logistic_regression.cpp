#include "reference/contract/optimization/logistic_regression.hpp"

#include "reference/optimization/linear_classifier.hpp"

namespace etalon {
using contract::optimization::LogisticRegression;
using contract::optimization::LogisticRegressionGradient;
using namespace reference::optimization;

/// As it is written.
template <>
const Reference<LogisticRegression> Wings<LogisticRegression>::reference = []<class T>(const LogisticRegression::In<T>& in, LogisticRegression::Variant variant) -> Result<LogisticRegression::Out<T>> {
  return LogisticRegression::Out<T>{objective<LogisticLoss>(in, variant)};
};

template <>
const Reference<LogisticRegressionGradient> Wings<LogisticRegressionGradient>::reference =
    []<class T>(const LogisticRegression::In<T>& in, LogisticRegression::Variant variant) -> Result<LogisticRegressionGradient::Out<T>> {
  return gradient<LogisticLoss, LogisticRegressionGradient::Out<T>>(in, variant);
};

}  // namespace etalon
