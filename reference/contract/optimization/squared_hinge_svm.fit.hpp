#pragma once
#include "reference/contract/optimization/squared_hinge_svm.hpp"

namespace etalon::contract::optimization {

/// The minimum of optimization.squared_hinge_svm.
struct SquaredHingeSvmFit : LinearFit {
  static Statement statement() {
    return {.name = "optimization.squared_hinge_svm.fit",
            .summary = "(w, b) with the least C·Σ max(0, 1 − yᵢ(wᵀxᵢ + b))² + ½‖w‖²: the one minimum, proved, to any number of digits",
            .clauses = clauses_of_fit(),
            .source = "Fan et al., LIBLINEAR (2008); Mangasarian, A finite Newton method for classification, Optimization Methods and Software 17 (2002); for the proof Tucker, Validated Numerics (2011), 5.1",
            .variants = variants(),
            .no_derivative = no_derivative,
            .aliases = {"LinearSVC", "sklearn.svm.LinearSVC"}};
  }
};

inline constexpr Function<SquaredHingeSvmFit> squared_hinge_svm_fit;

}  // namespace etalon::contract::optimization
