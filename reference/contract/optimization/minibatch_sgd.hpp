#pragma once
#include "reference/contract/optimizer.hpp"

namespace etalon::contract::optimization {

/// One step along the mean gradient of the samples that were drawn; the draw is an input.
struct MinibatchSgd {
  template <class T> struct In { Tensor<T> theta, gradients; Tensor<std::int64_t> indices; T learning_rate; };
  template <class T> struct Out { Tensor<T> theta_next; };

  inline static const Count n{"n"}, b{"b", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "the parameters"), in::data<&In<T>::gradients>({any_extent, n}, "that of each sample's loss, at theta"),
                      in::exact<&In<T>::indices>({b}, "the samples that were drawn, with or without replacement"), in::exact<&In<T>::learning_rate>({}, "η").or_else("0.01")};
  }
  template <class T> static auto outputs() {
    // A sum of b, a quotient, a product and a difference.
    return std::tuple{out::inherent<&Out<T>::theta_next>({n}, b + 3, "C5", "the parameters after this step")};
  }
  static Statement statement() {
    return {.name = "optimization.minibatch_sgd",
            .summary = "θ′ = θ − η·(1/b)·Σₖ g_iₖ over the b samples i₁, …, i_b",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "gradients"})},
                        {"C2", ClauseKind::precondition, rates({"learning_rate"}) && in_range("indices", "gradients", 0), "0 ≤ η < ∞, and each index is that of a sample"},
                        {"C3", ClauseKind::law, "every sample once is optimization.gradient_descent along the mean of all, in whatever order"},
                        {"C4", ClauseKind::law, "a sample that is drawn twice counts twice; one sample by itself is optimization.gradient_descent"},
                        {"C5", ClauseKind::error, "inherent, b + 3 roundings"}},
            .source = "Robbins and Monro, A stochastic approximation method (1951); Bottou, Curtis and Nocedal, Optimization methods for large-scale machine learning, SIAM Review 60 (2018), section 3",
            .no_derivative = no_derivative_of_a_step};
  }
};

inline constexpr Function<MinibatchSgd> minibatch_sgd;

}  // namespace etalon::contract::optimization
