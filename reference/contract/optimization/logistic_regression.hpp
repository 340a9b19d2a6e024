#pragma once
#include "reference/contract/linear_classifier.hpp"

namespace etalon::contract::optimization {

/// The objective of logistic regression with L2 regularization, as scikit-learn writes it.
struct LogisticRegression : LinearClassifier {
  static Statement statement() {
    return {.name = "optimization.logistic_regression",
            .summary = "C·Σ log(1 + exp(−yᵢ(wᵀxᵢ + b))) + ½‖w‖², yᵢ = ±1",
            .clauses = clauses({{"C4", ClauseKind::law, "at w = 0, b = 0 it is C·m·log 2, or C·log 2 of the mean; it is above ½‖w‖²"},
                                {"C5", ClauseKind::law, "(−y, −w, −b) has the objective of (y, w, b)"},
                                {"C6", ClauseKind::law, "C times the sum is nn.bce_with_logits of the scores wᵀx + b, with the targets (1 + y)/2"}}),
            .source = "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), 4.4; Fan et al., LIBLINEAR, Journal of Machine Learning Research 9 (2008)",
            .variants = variants(),
            .aliases = {"log_loss_l2", "logistic_loss_and_gradient"}};
  }
};

/// w̄ = w − C·Σ yᵢσ(−mᵢ)xᵢ, b̄ = −C·Σ yᵢσ(−mᵢ), m the margins.
struct LogisticRegressionGradient : LinearClassifierGradient<LogisticRegression> {
  static Statement statement() {
    return derivative({.summary = "w̄ = w − C·Σ yᵢσ(−mᵢ)xᵢ, b̄ = −C·Σ yᵢσ(−mᵢ), with mᵢ = yᵢ(wᵀxᵢ + b)", .clauses = clauses_of_gradient(), .source = "as the objective"});
  }
};

inline constexpr Function<LogisticRegression> logistic_regression;
inline constexpr Function<LogisticRegressionGradient> logistic_regression_gradient;

}  // namespace etalon::contract::optimization
