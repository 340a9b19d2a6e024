#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// The natural gradient of logistic regression.
struct NaturalGradientLogistic {
  template <class T> struct In { Tensor<T> x, y, theta; };
  template <class T> struct Out { Tensor<T> natural; };

  inline static const Count m{"m"}, n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({m, n}, "a sample in each row; independent columns"), in::exact<&In<T>::y>({m}, "the targets, from 0 to 1"), in::data<&In<T>::theta>({n}, "the weights")};
  }
  template <class T> static auto outputs() {
    // T counts every operation once; sums of m and of n in another order are off by as many of these, a solution by 3n + 3 (linalg.cholesky_solve.vjp).
    return std::tuple{out::textbook<&Out<T>::natural>({n}, m + 4 * n + 8, "C6", "F⁻¹∇")};
  }
  static Statement statement() {
    return {.name = "optimization.natural_gradient.logistic",
            .summary = "F⁻¹Xᵀ(p − y) with pᵢ = 1/(1 + exp(−xᵢᵀθ)) and Fisher's matrix F = Xᵀ·diag(p(1 − p))·X",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "theta"})},
                        {"C2", ClauseKind::precondition, within("y", 0, 1)},
                        {"C3", ClauseKind::precondition, "the columns of X are independent; so m ≥ n"},
                        {"C4", ClauseKind::law, "F·F⁻¹∇ = ∇: it is Newton's step on the likelihood, iteratively reweighted least squares"},
                        {"C5", ClauseKind::law, "reparameterization: for X′ = XA and θ = Aθ′ it is A⁻¹ times that; for y = p it is 0"},
                        {"C6", ClauseKind::error, "textbook, m + 4n + 8"}},
            .source = "Amari (1998); McCullagh and Nelder, Generalized Linear Models (1989), 4.4.1",
            .no_derivative = "a step updates a state: what is differentiated is the minimum, which the steps tend to"};
  }
};

inline constexpr Function<NaturalGradientLogistic> natural_gradient_logistic;

}  // namespace etalon::contract::optimization
