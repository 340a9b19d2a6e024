#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// One step of Newton's method towards a minimum.
struct Newton {
  enum class Variant { definite, nonsingular };

  template <class T> struct In { Tensor<T> x, g, h; };
  template <class T> struct Out { Tensor<T> p, next; T omega{}; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n}, "the state"), in::data<&In<T>::g>({n}, "the gradient at x"),
                      in::data<&In<T>::h>({n, n}, "the Hessian at x, symmetric; only the lower triangle is read")};
  }
  template <class T> static auto outputs() {
    // As linalg.cholesky_solve and linalg.lu_solve; and a sum, of a p that may be rounded after it.
    return std::tuple{out::backward<&Out<T>::p>({n}, 3 * n + 3, "C7", "the step, Hp = −g"), out::backward<&Out<T>::next>({n}, 2, "C8", "x + p"),
                      out::analysis<&Out<T>::omega>({}, "ω of linalg.lu_solve, for nonsingular; else 0")};
  }
  // Within n(n + 1)u of singular, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "optimization.newton",
            .summary = "x + p with Hp = −g, the stationary point of the model gᵀp + ½pᵀHp",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "g", "h"})},
                        {"C2", ClauseKind::domain, "definite: H is positive definite; nonsingular: it is not singular"},
                        {"C3", ClauseKind::law, "Hp = −g"},
                        {"C4", ClauseKind::law, "affine invariance: in the coordinates of x = Az the step is A⁻¹p"},
                        {"C5", ClauseKind::law, "one step from anywhere finds the stationary point of a quadratic"},
                        {"C6", ClauseKind::law, "of a definite H the step descends: gᵀp < 0 unless g = 0; there both conventions are one"},
                        {"C7", ClauseKind::error, "backward, that of linalg.cholesky_solve or of linalg.lu_solve"},
                        {"C8", ClauseKind::error, "|next − (x + p)| ≤ u(|x + p| + 2|p|) + 2η at the reported p"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), section 3.3; Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 9.4 and 10.4",
            .variants = {{"definite", "by Cholesky's factor: an H that is not positive definite has no step"},
                         {"nonsingular", "by elimination: H of any signs has one, which may lead to a saddle or uphill"}},
            .no_derivative = "a step updates a state: one differentiates the minimum, which it tends to"};
  }
};

inline constexpr Function<Newton> newton;

}  // namespace etalon::contract::optimization
