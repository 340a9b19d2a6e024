#include "reference/contract/optimization/logistic_regression.hpp"

#include "fast/optimization/linear_classifier.hpp"

namespace etalon {
using contract::optimization::LogisticRegression;
using contract::optimization::LogisticRegressionGradient;
using fast::optimization::LogisticLoss;

template <>
const Fast<LogisticRegression> Wings<LogisticRegression>::fast = []<class T>(const LogisticRegression::In<T>& in, LogisticRegression::Variant variant) -> Result<LogisticRegression::Out<T>> {
  return LogisticRegression::Out<T>{fast::optimization::objective<LogisticLoss>(in, variant)};
};

template <>
const Fast<LogisticRegressionGradient> Wings<LogisticRegressionGradient>::fast =
    []<class T>(const LogisticRegression::In<T>& in, LogisticRegression::Variant variant) -> Result<LogisticRegressionGradient::Out<T>> {
  return fast::optimization::gradient<LogisticLoss, LogisticRegressionGradient::Out<T>>(in, variant);
};

}  // namespace etalon
