#pragma once
#include "reference/contract/moments.hpp"
#include "reference/contract/optimizer_run.hpp"

namespace etalon::contract::optimization {

/// One step of NAdam: Adam with Nesterov's momentum, whose share may grow from step to step.
struct Nadam : Moments {
  enum class Variant { scheduled, constant };

  template <class T> struct In {
    Tensor<T> theta, m, v, gradient;
    T product{};
    std::int64_t t = 1;
    T learning_rate{}, beta1{}, beta2{}, epsilon{}, momentum_decay{};
  };
  template <class T> struct Out { Tensor<T> theta_next, m_next, v_next; T product_next{}; };

  template <class T> static auto inputs() {
    return std::tuple_cat(averages<In<T>>(), std::tuple{in::data<&In<T>::product>({}, "μ₁⋯μₜ₋₁, of the momenta before this step; 1 before the first").or_else("1")}, hyperparameters<In<T>>(),
                          std::tuple{in::exact<&In<T>::momentum_decay>({}, "ψ").or_else("0.004")});
  }
  template <class T> static auto outputs() {
    // As optimization.adam; the coefficients of g and m′ are apart, or one sum: one rounding more.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 5, "C9", "the parameters after this step"), out::inherent<&Out<T>::m_next>({n}, 4, "C9", "m′"),
                      out::inherent<&Out<T>::v_next>({n}, 4, "C9", "v′"), out::textbook<&Out<T>::product_next>({}, 2, "C9", "μ₁⋯μₜ; as it was where the momentum is constant")};
  }
  static Statement statement() {
    return {.name = "optimization.nadam",
            .summary = "θ′ = θ − α·((1 − μₜ)g/(1 − Πₜ) + μₜ₊₁m′/(1 − Πₜ₊₁))/(√v̂ + ε), μₜ = β₁(1 − ½·0.96^(tψ)), Πₜ = μ₁⋯μₜ; or μₜ = β₁ and Πₜ = β₁ᵗ",
            .clauses = with(refusals(), {
                        {"C5", ClauseKind::precondition, within("product", 0, 1) && rates({"momentum_decay"}), "0 ≤ Π ≤ 1, 0 ≤ ψ < ∞"},
                        {"C6", ClauseKind::law, "β₁ = 0 is optimization.adam without momentum, in both conventions"},
                        {"C7", ClauseKind::law, "the averages are those of optimization.adam; Π never grows"},
                        {"C8", ClauseKind::law, "ψ = 0 makes Π′ = Π·β₁/2; as tψ grows, scheduled with Π = β₁ᵗ⁻¹ becomes constant"},
                        {"C9", ClauseKind::error, "textbook, 5, 2 for Π′; inherent, 4 for m′ and v′"}}),
            .source = "Dozat, Incorporating Nesterov momentum into Adam, ICLR workshop (2016), algorithm 2 and section 3.2; PyTorch, torch.optim.NAdam",
            .variants = {{"scheduled", "μₜ = β₁(1 − ½·0.96^(tψ)), and their product: PyTorch"}, {"constant", "μₜ = β₁ and β₁ᵗ for the product, which stays as it was: Optax's nadam"}},
            .no_derivative = no_derivative_of_a_step};
  }
};

/// NAdam on a function, state by state.
struct NadamRun : RunOf<Nadam> {
  template <class T> struct In { std::string function; Tensor<T> x, m, v; T product{}; std::int64_t t = 1; T learning_rate{}, beta1{}, beta2{}, epsilon{}, momentum_decay{}; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, ms, vs, products, values, gradients; };

  template <class T> static auto inputs() {
    using I = In<T>;
    return fields<T, &I::function, &I::x, &I::m, &I::v, &I::product, &I::t, &I::learning_rate, &I::beta1, &I::beta2, &I::epsilon, &I::momentum_decay, &I::steps>();
  }
  template <class T> static auto outputs() {
    using O = Out<T>;
    return states<T, &O::iterates, &O::ms, &O::vs, &O::products, &O::values, &O::gradients>();
  }
};

inline constexpr Function<Nadam> nadam;
inline constexpr Function<NadamRun> nadam_run;

}  // namespace etalon::contract::optimization
