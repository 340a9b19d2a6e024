#pragma once
#include "reference/contract/linear_classifier.hpp"

namespace etalon::contract::optimization {

/// The primal objective of the support-vector machine with squared hinges, liblinear's L2-loss SVM.
struct SquaredHingeSvm : LinearClassifier {
  static Statement statement() {
    return {.name = "optimization.squared_hinge_svm",
            .summary = "C·Σ max(0, 1 − yᵢ(wᵀxᵢ + b))² + ½‖w‖², yᵢ = ±1",
            .clauses = clauses({{"C4", ClauseKind::law, "at w = 0, b = 0 it is C·m, or C of the mean; it is not below ½‖w‖²"},
                                {"C5", ClauseKind::law, "(−y, −w, −b) has the objective of (y, w, b)"},
                                {"C6", ClauseKind::law, "C times the mean is at least C times the square of nn.hinge_loss: the mean of squares is not below the square of the mean"}}),
            .source = "Fan et al., LIBLINEAR: a library for large linear classification, Journal of Machine Learning Research 9 (2008), (2)",
            .variants = variants(),
            .aliases = {"l2_loss_svm", "l2r_l2loss_svc"}};
  }
};

/// w̄ = w − 2C·Σ yᵢ max(0, 1 − mᵢ)xᵢ, b̄ = −2C·Σ yᵢ max(0, 1 − mᵢ), m the margins: continuous, also where mᵢ = 1.
struct SquaredHingeSvmGradient : LinearClassifierGradient<SquaredHingeSvm> {
  static Statement statement() {
    return derivative({.summary = "w̄ = w − 2C·Σ yᵢ max(0, 1 − mᵢ)xᵢ, b̄ = −2C·Σ yᵢ max(0, 1 − mᵢ), with mᵢ = yᵢ(wᵀxᵢ + b)", .clauses = clauses_of_gradient(), .source = "as the objective"});
  }
};

inline constexpr Function<SquaredHingeSvm> squared_hinge_svm;
inline constexpr Function<SquaredHingeSvmGradient> squared_hinge_svm_gradient;

}  // namespace etalon::contract::optimization
