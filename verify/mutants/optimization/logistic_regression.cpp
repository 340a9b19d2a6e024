#include "reference/contract/optimization/logistic_regression.hpp"

#include <cmath>

#include "verify/mutants/optimization/classifiers.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::LogisticRegression;
using contract::optimization::LogisticRegressionGradient;

const auto registered = mutants_of_objective<LogisticRegression>().spoils("overflows", "log(1 + exp(−m)) as it is written: infinite at a margin of −1000", []<class T>(LogisticRegression::Out<T>& out, const LogisticRegression::In<T>& in, LogisticRegression::Variant variant) {
  if (variant != LogisticRegression::Variant::sum) return;
  out.objective = half_squares(in.w);
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    T score = in.intercept;
    for (std::size_t j = 0; j < in.w.size(); ++j) score += in.w[j] * in.x(i, j);
    out.objective += in.c * std::log(1 + std::exp(-static_cast<T>(in.y[i]) * score));
  }
});

const auto registered_gradient = mutants_of_gradient<LogisticRegressionGradient>();

}  // namespace
}  // namespace etalon::verify
