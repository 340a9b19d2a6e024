#pragma once
#include "reference/contract/optimization/logistic_regression.hpp"

namespace etalon::contract::optimization {

/// The minimum of optimization.logistic_regression.
struct LogisticRegressionFit : LinearFit {
  static Statement statement() {
    return {.name = "optimization.logistic_regression.fit",
            .summary = "(w, b) with the least C·Σ log(1 + exp(−yᵢ(wᵀxᵢ + b))) + ½‖w‖²: the one minimum, proved, to any number of digits",
            .clauses = clauses_of_fit(),
            .source = "Boyd and Vandenberghe, Convex Optimization (2004), 9.1.2, for what strong convexity proves; Fan et al., LIBLINEAR (2008); for the proof Tucker, Validated Numerics (2011), 5.1",
            .variants = variants(),
            .no_derivative = no_derivative,
            .aliases = {"sklearn.linear_model.LogisticRegression"}};
  }
};

inline constexpr Function<LogisticRegressionFit> logistic_regression_fit;

}  // namespace etalon::contract::optimization
