#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// One step of Hestenes' and Stiefel's conjugate gradients for Ax = b.
struct ConjugateGradientStep {
  template <class T> struct In { Tensor<T> a, x, r, p; };
  template <class T> struct Out { Tensor<T> x_next, r_next, p_next; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "symmetric; only the lower triangle is read"), in::data<&In<T>::x>({n}, "the state"),
                      in::data<&In<T>::r>({n}, "the residual b − Ax"), in::data<&In<T>::p>({n}, "the direction; r itself at the first step")};
  }
  template <class T> static auto outputs() {
    // T counts every operation once; sums of n in another order are off by n of these.
    return std::tuple{out::textbook<&Out<T>::x_next>({n}, n + 4, "C6", "x + αp"), out::textbook<&Out<T>::r_next>({n}, n + 4, "C6", "r − αAp"),
                      out::textbook<&Out<T>::p_next>({n}, n + 4, "C6", "r′ + βp")};
  }
  // Where pᵀAp cancels to within nu|p|ᵀ|A||p|, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "optimization.conjugate_gradient.step",
            .summary = "x′ = x + αp, r′ = r − αAp, p′ = r′ + βp with α = rᵀr/pᵀAp and β = r′ᵀr′/rᵀr",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "x", "r", "p"})},
                        {"C2", ClauseKind::domain, "pᵀAp > 0"},
                        {"C3", ClauseKind::domain, "r ≠ 0: else x is the solution"},
                        {"C4", ClauseKind::law, "from p = r the directions are conjugate, pᵢᵀApⱼ = 0, the residuals orthogonal, and n steps solve the system"},
                        {"C5", ClauseKind::law, "r′ is the residual of x′; of b and x in other units x′, r′ and p′ are in these"},
                        {"C6", ClauseKind::error, "textbook, n + 4"}},
            .source = "Hestenes and Stiefel, Methods of conjugate gradients for solving linear systems (1952); Golub and Van Loan, Matrix Computations (2013), 11.3.8",
            .no_derivative = "a step updates a state: what is differentiated is the solution, which the steps tend to",
            .aliases = {"cg"}};
  }
};

inline constexpr Function<ConjugateGradientStep> conjugate_gradient_step;

}  // namespace etalon::contract::optimization
