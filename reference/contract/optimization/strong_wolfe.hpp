#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// Does a step length satisfy Wolfe's conditions?
struct StrongWolfe {
  enum class Variant { strong, weak };

  template <class T> struct In { T phi0, slope0, phi, slope, alpha, c1, c2; };
  template <class T> struct Out { std::int64_t decrease = 0, curvature = 0; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::phi0>({}, "φ(0)"), in::data<&In<T>::slope0>({}, "φ′(0) < 0"), in::data<&In<T>::phi>({}, "φ(α)"), in::data<&In<T>::slope>({}, "φ′(α)"),
                      in::exact<&In<T>::alpha>({}, "α, the step length"), in::exact<&In<T>::c1>({}, "c₁").or_else("0.0001"), in::exact<&In<T>::c2>({}, "c₂").or_else("0.9")};
  }
  template <class T> static auto outputs() {
    // Two products and a sum; a product.
    return std::tuple{out::backward<&Out<T>::decrease>({}, 4, "C6", "1 where φ(α) ≤ φ(0) + c₁αφ′(0), else 0"),
                      out::backward<&Out<T>::curvature>({}, 2, "C7", "1 where |φ′(α)| ≤ c₂|φ′(0)|, else 0; weak: φ′(α) ≥ c₂φ′(0)")};
  }
  static Statement statement() {
    return {.name = "optimization.strong_wolfe",
            .summary = "φ(α) ≤ φ(0) + c₁αφ′(0), and |φ′(α)| ≤ c₂|φ′(0)|: which of them holds",
            .clauses = {{"C1", ClauseKind::precondition, finite({"phi0", "slope0", "phi", "slope"})},
                        {"C2", ClauseKind::precondition, below("slope0", 0), "φ descends at 0"},
                        {"C3", ClauseKind::precondition,
                         finite("alpha") && positive("alpha") && positive("c1") && below("c1", 1) && positive("c2") && below("c2", 1), "0 < α < ∞, 0 < c₁ < 1, 0 < c₂ < 1"},
                        {"C4", ClauseKind::law, "the strong condition implies the weak one; a smaller c₁ or a larger c₂ keeps what holds"},
                        {"C5", ClauseKind::law, "φ + 7, 3φ and α in other units have the same answers; at the minimum of a parabola both hold, for c₁ ≤ ½"},
                        {"C6", ClauseKind::error, "as in exact arithmetic, unless |φ(α) − φ(0) − c₁αφ′(0)| ≤ 4(u(|φ(α)| + |φ(0)| + |c₁αφ′(0)|) + η)"},
                        {"C7", ClauseKind::error, "as in exact arithmetic, unless the sides differ by no more than 2(u·c₂|φ′(0)| + η)"}},
            .source = "Wolfe, Convergence conditions for ascent methods (1969); Nocedal and Wright, Numerical Optimization (2006), (3.6) and (3.7)",
            .variants = {{"strong", "|φ′(α)| ≤ c₂|φ′(0)|"}, {"weak", "φ′(α) ≥ c₂φ′(0)"}},
            .no_derivative = "integers",
            .aliases = {"line_search_wolfe2"}};
  }
};

inline constexpr Function<StrongWolfe> strong_wolfe;

}  // namespace etalon::contract::optimization
