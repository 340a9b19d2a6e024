#pragma once
#include "reference/contract/optimizer_run.hpp"

namespace etalon::contract::optimization {

/// One step of Adadelta: the average of squared steps over that of squared gradients is the rate.
struct Adadelta {
  template <class T> struct In { Tensor<T> theta, v, u, gradient; T learning_rate{}, rho{}, epsilon{}; };
  template <class T> struct Out { Tensor<T> theta_next, v_next, u_next; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "the parameters"), in::data<&In<T>::v>({n}, "the average of squared gradients; 0 before the first step"),
                      in::data<&In<T>::u>({n}, "the average of squared steps; 0 before the first"), in::data<&In<T>::gradient>({n}, "g, at theta"),
                      in::exact<&In<T>::learning_rate>({}, "η; 1 is the paper's").or_else("1"), in::exact<&In<T>::rho>({}, "ρ, how much of both averages is kept").or_else("0.9"),
                      in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-6")};
  }
  template <class T> static auto outputs() {
    // T counts every operation of the formula once; the quotient of roots, or the root of a quotient, by a reciprocal, is two more. v′ as in optimization.adam.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 2, "C8", "the parameters after this step"), out::inherent<&Out<T>::v_next>({n}, 4, "C8", "v′"), out::textbook<&Out<T>::u_next>({n}, 2, "C8", "u′")};
  }
  static Statement statement() {
    return {.name = "optimization.adadelta",
            .summary = "v′ = ρv + (1 − ρ)g², Δ = √(u + ε)/√(v′ + ε)·g, u′ = ρu + (1 − ρ)Δ², θ′ = θ − ηΔ",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "v", "u", "gradient"}) && not_negative("v") && not_negative("u"), "θ, v, u and g are finite, and v and u ≥ 0"},
                        {"C2", ClauseKind::precondition, rates({"learning_rate", "epsilon"}) && fractions({"rho"}), "0 ≤ η < ∞, 0 ≤ ρ < 1, 0 ≤ ε < ∞"},
                        {"C4", ClauseKind::domain, "no denominator is 0: where ε = 0, v′ > 0 for every entry"},
                        {"C5", ClauseKind::law, "with ε = 0 the scale of the gradients makes no difference, and steps have the unit of u: s²u makes them s times as long"},
                        {"C6", ClauseKind::law, "v = 0 and ρ = 0: the step is √(u + ε)·g/√(g² + ε)"},
                        {"C7", ClauseKind::law, "v′ lies between v and g²; no parameter moves along its gradient"},
                        {"C8", ClauseKind::error, "textbook, 2; inherent, 4 for v′"}},
            .source = "Zeiler, ADADELTA: an adaptive learning rate method (2012), algorithm 1",
            .no_derivative = no_derivative_of_a_step};
  }
};

/// Adadelta on a function, state by state.
struct AdadeltaRun : RunOf<Adadelta> {
  template <class T> struct In { std::string function; Tensor<T> x, v, u; T learning_rate{}, rho{}, epsilon{}; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, vs, us, values, gradients; };

  template <class T> static auto inputs() {
    using I = In<T>;
    return fields<T, &I::function, &I::x, &I::v, &I::u, &I::learning_rate, &I::rho, &I::epsilon, &I::steps>();
  }
  template <class T> static auto outputs() {
    using O = Out<T>;
    return states<T, &O::iterates, &O::vs, &O::us, &O::values, &O::gradients>();
  }
};

inline constexpr Function<Adadelta> adadelta;
inline constexpr Function<AdadeltaRun> adadelta_run;

}  // namespace etalon::contract::optimization
