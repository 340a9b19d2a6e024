#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// One step of Newton's method, shortened.
struct DampedNewton {
  enum class Variant { fixed, increasing };

  template <class T> struct In { Tensor<T> x, g, h; T rate; std::int64_t k = 0; };
  template <class T> struct Out { Tensor<T> p; T rate_k; Tensor<T> next; };

  inline static const Count n{"n"};
  static constexpr std::int64_t most_steps = 100000;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n}, "the state"), in::data<&In<T>::g>({n}, "the gradient at x"),
                      in::data<&In<T>::h>({n, n}, "the Hessian at x, symmetric and positive definite; only the lower triangle is read"),
                      in::exact<&In<T>::rate>({}, "η").or_else("0.5"), in::exact<&In<T>::k>({}, "how many steps were taken before").or_else("0")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::p>({n}, 3 * n + 3, "C6", "Newton's step, Hp = −g"), out::exact<&Out<T>::rate_k>({}, "C7", "ηₖ"),
                      out::backward<&Out<T>::next>({n}, 2, "C8", "x + ηₖp")};  // a product and a sum
  }
  // Within n(n + 1)u of singular, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "optimization.damped_newton",
            .summary = "x + ηₖp with Hp = −g: a part of Newton's step",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "g", "h"})},
                        {"C2", ClauseKind::domain, "H is positive definite"},
                        {"C3", ClauseKind::precondition, positive("rate") && at_most("rate", 1) && within("k", 0, most_steps), "0 < η ≤ 1 and 0 ≤ k ≤ 100000"},
                        {"C4", ClauseKind::law, "the model decreases by the part ηₖ(2 − ηₖ) of what Newton's step gains"},
                        {"C5", ClauseKind::law, "with η = 1 both conventions are optimization.newton; increasing reaches it after log₂(1/η) steps, and is fixed at k = 0"},
                        {"C6", ClauseKind::error, "backward, that of linalg.cholesky_solve"},
                        {"C7", ClauseKind::error, "exact"},
                        {"C8", ClauseKind::error, "|next − (x + ηₖp)| ≤ u(|x + ηₖp| + 2ηₖ|p|) and twice the spacing at zero, at the reported p"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), section 3.3; Boyd and Vandenberghe, Convex Optimization (2004), section 9.5",
            .variants = {{"fixed", "ηₖ = η"}, {"increasing", "ηₖ = min(1, 2ᵏη): the last steps are Newton's own, and converge as fast"}},
            .no_derivative = "a step updates a state: one differentiates the minimum, which it tends to"};
  }
};

inline constexpr Function<DampedNewton> damped_newton;

}  // namespace etalon::contract::optimization
