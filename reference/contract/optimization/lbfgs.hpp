#pragma once
#include "reference/contract/function_of_x.hpp"
#include "reference/contract/optimizer.hpp"

namespace etalon::contract::optimization {

/// The step of L-BFGS from states and gradients as they were: what a run is judged by.
struct LbfgsStep {
  template <class T> struct In { Tensor<T> x, g, earlier, earlier_gradients; T length{}, least_curvature{}; };
  template <class T> struct Out { Tensor<T> x_next; };

  inline static const Count n{"n"}, m{"m"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n}, "the state"), in::data<&In<T>::g>({n}, "the gradient at x"), in::data<&In<T>::earlier>({m, n}, "the m states before it, the oldest first"),
                      in::data<&In<T>::earlier_gradients>({m, n}, "the gradients there"), in::data<&In<T>::length>({}, "α"),
                      in::exact<&In<T>::least_curvature>({}, "ε: pairs with sᵀy ≤ ε are not kept; 1e-10 in PyTorch").or_else("0")};
  }
  template <class T> static auto outputs() {
    // As optimization.lbfgs_direction; T counts the differences, αd and the sum. PyTorch takes αd for s, which is off by the last bits of the states: T has them.
    return std::tuple{out::textbook<&Out<T>::x_next>({n}, n + 4, "C5", "x + αd")};
  }
  static Statement statement() {
    return {.name = "optimization.lbfgs.step",
            .summary = "x + αd with optimization.lbfgs_direction's d for s and y, the differences of states and of gradients that follow each other",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "g", "earlier", "earlier_gradients"})},
                        {"C2", ClauseKind::precondition, rates({"length", "least_curvature"}), "0 ≤ α, ε < ∞"},
                        {"C3", ClauseKind::law, "without earlier states it is −αg from x"},
                        {"C4", ClauseKind::law, "a step descends: gᵀ(x′ − x) < 0 unless g = 0 or α = 0"},
                        {"C5", ClauseKind::error, "textbook, n + 4"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), algorithm 7.5",
            .no_derivative = no_derivative_of_a_step};
  }
};

/// L-BFGS from a start with steps that satisfy Wolfe's strong conditions, state by state.
struct Lbfgs : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; std::int64_t memory = 0; T c1{}, c2{}, least_curvature{}; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, lengths, values, gradients; };

  inline static const Count steps{"steps"};
  static constexpr std::int64_t most_steps = 1000, most_pairs = 100, most_trials = 100;

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(), in::exact<&In<T>::memory>({}, "m, how many pairs are kept").or_else("10"),
                      in::exact<&In<T>::c1>({}, "c₁, of the decrease").or_else("0.0001"), in::exact<&In<T>::c2>({}, "c₂, of the slope").or_else("0.9"),
                      in::exact<&In<T>::least_curvature>({}, "ε: pairs with sᵀy ≤ ε are not kept; 1e-10 in PyTorch").or_else("0"), in::exact<&In<T>::steps>({}, "how many")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::stepwise<&Out<T>::iterates>({steps + 1, n}, n + 4, "C9", "x₀ … x_steps"), out::laws<&Out<T>::lengths>({steps}, "αₖ, by which dₖ was multiplied"),
                      out::stepwise<&Out<T>::values>({steps + 1}, roundings, "C10", "f(xₖ)"), out::stepwise<&Out<T>::gradients>({steps + 1, n}, roundings, "C10", "∇f(xₖ)")};
  }
  static Statement statement() {
    return {.name = "optimization.lbfgs",
            .summary = "xₖ₊₁ = xₖ + αₖdₖ with optimization.lbfgs_direction's dₖ of the last m pairs and any αₖ that satisfies Wolfe's strong conditions: every state, its value and its gradient",
            .clauses = clauses({{"C5", ClauseKind::precondition, scalar()},
                                {"C6", ClauseKind::precondition, positive("c1") && below("c1", 1) && positive("c2") && below("c2", 1) && rates({"least_curvature"}), "0 < c₁, c₂ < 1, 0 ≤ ε < ∞"},
                                {"C7", ClauseKind::precondition, within("memory", 1, most_pairs)},
                                {"C8", ClauseKind::precondition, within("steps", 0, most_steps)},
                                {"C9", ClauseKind::error, "each state is optimization.lbfgs.step from the m + 1 before it, their gradients and the length, all as reported; the first is the start"},
                                {"C10", ClauseKind::error, "values and gradients are optimization.objective and calculus.gradient at the states as reported"},
                                {"C11", ClauseKind::law, "every length satisfies f(xₖ₊₁) ≤ f(xₖ) + c₁αₖgₖᵀdₖ and |gₖ₊₁ᵀdₖ| ≤ c₂|gₖᵀdₖ|, of the values and gradients as reported, by what rounding leaves of "
                                                         "the sides"},
                                {"C12", ClauseKind::law, "every pair has sᵀy > 0, which the conditions imply, and f falls; where the gradient is 0 the run stays"},
                                {"C13", ClauseKind::domain, "there is such a length, and a search of 100 trials finds it: c₁ < c₂ and an f that is bounded below along dₖ are enough"}}),
            .source = "Nocedal and Wright, Numerical Optimization (2006), algorithms 3.5, 3.6, 7.4 and 7.5; Liu and Nocedal, On the limited memory BFGS method for large scale optimization (1989)",
            .no_derivative = "each state is judged from those before it as reported, so that a run is no one function of its start",
            .aliases = {"fmin_l_bfgs_b"}};
  }
};

inline constexpr Function<LbfgsStep> lbfgs_step;
inline constexpr Function<Lbfgs> lbfgs;

}  // namespace etalon::contract::optimization
