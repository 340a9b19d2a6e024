#pragma once
#include "reference/contract/experts.hpp"

namespace etalon::contract::moe {

/// The mean of the experts' answers: an ensemble, which has no gate.
struct EnsembleAverage : Experts {
  template <class T> struct In { Tensor<T> x, w1, b1, w2, b2; std::string activation; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() { return std::tuple_cat(std::tuple{in::data<&In<T>::x>({t, d}, "a row for each sample")}, experts<In<T>>()); }
  template <class T> static auto outputs() {
    // As moe.expert_mixture with n experts, and a quotient.
    return std::tuple{out::textbook<&Out<T>::y>({t, m}, widest + n + 8, "C6", "the mean answer to each sample")};
  }
  static Statement statement() {
    return {.name = "moe.ensemble_average",
            .summary = "yₜ = (1/n)·Σᵢ Eᵢ(xₜ) with Eᵢ(x) = W₂ᵢ·f(W₁ᵢx + b₁ᵢ) + b₂ᵢ",
            .clauses = {{"C1", ClauseKind::precondition, finite_all({"x"})},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C4", ClauseKind::law, "moe.soft_moe with a gate of zeros"},
                        {"C5", ClauseKind::law, "experts in another order give the same, and so does every one of them doubled"},
                        {"C6", ClauseKind::error, "textbook, n + 8 more than the most terms that a sum within an expert has"}},
            .source = "Hansen and Salamon, Neural network ensembles, IEEE PAMI 12 (1990); Lakshminarayanan, Pritzel and Blundell, Simple and scalable predictive uncertainty estimation using deep ensembles, NIPS (2017)"};
  }
};

/// ȳ/n back through every expert.
struct EnsembleAverageVjp : Vjp<EnsembleAverage> {
  template <class T> struct Out { Tensor<T> grad_x, grad_w1, grad_b1, grad_w2, grad_b2; };

  template <class T> static auto outputs() {
    using P = EnsembleAverage;
    // As moe.expert_mixture.vjp.
    const Count c = 2 * P::widest + P::t + P::n + 14;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C6", "x̄, over all experts"), out::textbook<&Out<T>::grad_w1>(c, "C6", "of each expert"), out::textbook<&Out<T>::grad_b1>(c, "C6", "likewise"),
                      out::textbook<&Out<T>::grad_w2>(c, "C6", "likewise"), out::textbook<&Out<T>::grad_b2>(c, "C6", "likewise")};
  }
  static Statement statement() {
    return derivative({.summary = "ȳ/n back through every expert to its layers, and to x",
                       .clauses = {with_kinks("C4", "moe.soft_moe.vjp with a gate of zeros, but for the gate"), {"C6", ClauseKind::error, "textbook, t + n + 14 more than twice the most terms that a sum within an expert has"}},
                       .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), section 7.11 and algorithm 6.4"});
  }
};

inline constexpr Function<EnsembleAverage> ensemble_average;
inline constexpr Function<EnsembleAverageVjp> ensemble_average_vjp;

}  // namespace etalon::contract::moe
