#include "reference/contract/optimization/logistic_regression.fit.hpp"

#include "fast/optimization/linear_classifier.hpp"

namespace etalon {
using contract::optimization::LogisticRegressionFit;

template <>
const Fast<LogisticRegressionFit> Wings<LogisticRegressionFit>::fast = []<class T>(const LogisticRegressionFit::In<T>& in, LogisticRegressionFit::Variant variant) -> Result<LogisticRegressionFit::Out<T>> {
  return fast::optimization::Fit<fast::optimization::LogisticLoss, T>(in, variant).run();
};

}  // namespace etalon
