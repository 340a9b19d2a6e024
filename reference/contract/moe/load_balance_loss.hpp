#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// The auxiliary loss of a mixture of n experts over t tokens: α·n·Σᵢ fᵢPᵢ, with fᵢ the fraction of the tokens that go to
/// expert i and Pᵢ its mean probability.
struct LoadBalanceLoss {
  enum class Variant { scaled, unscaled };
  template <class T> struct In { Tensor<T> probabilities; Tensor<std::int64_t> assignment; T alpha = T(1) / T(100); };
  template <class T> struct Out { T loss; };

  inline static const Count t{"t", 1}, n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::probabilities>({t, n}, "the router's probability of each expert for each token"),
                      in::exact<&In<T>::assignment>({t}, "the expert, 0 … n − 1, that each token goes to"),
                      in::exact<&In<T>::alpha>({}, "α, the weight of the loss").or_else("0.01")};
  }
  template <class T> static auto outputs() {
    // P has t − 1 additions and a quotient; f a quotient, f·P a product, n − 1 additions, and α·n and its product follow.
    return std::tuple{out::inherent<&Out<T>::loss>({}, t + n + 3, "C6", "the auxiliary loss")};
  }
  static Statement statement() {
    return {.name = "moe.load_balance_loss",
            .summary = "α n Σᵢ fᵢ Pᵢ: fᵢ the fraction of tokens at expert i, Pᵢ its mean probability",
            .clauses = {{"C1", ClauseKind::precondition, finite("probabilities") && not_negative("probabilities"), "the probabilities are finite and not negative"},
                        {"C2", ClauseKind::precondition, in_range("assignment", "probabilities", 1), "each token goes to an expert 0 … n − 1"},
                        {"C3", ClauseKind::precondition, finite("alpha") && not_negative("alpha"), "α is finite and not negative"},
                        {"C4", ClauseKind::law, "the loss is not negative, linear in the probabilities, and n times the unscaled one"},
                        {"C5", ClauseKind::law, "uniform probabilities give α (unscaled: α/n), whatever the assignment"},
                        {"C6", ClauseKind::error, "inherent, t + n + 3 roundings: every term is positive"},
                        {"C7", ClauseKind::law, "Σ fᵢ = 1: the loss lies between α·n times the least and the largest Pᵢ (unscaled: α times)"}},
            .source = "Fedus, Zoph and Shazeer, Switch transformers, JMLR 23 (2022), (4)–(6)",
            .variants = {{"scaled", "α·n·Σ fᵢPᵢ"}, {"unscaled", "α·Σ fᵢPᵢ"}}};
  }
};

/// p̄ₜᵢ = α·n·fᵢ/t: the assignment, and so f, is held constant.
struct LoadBalanceLossGradient : Gradient<LoadBalanceLoss> {
  template <class T> struct Out { Tensor<T> grad_probabilities; };

  template <class T> static auto outputs() {
    // α·n, and 1/t with two products by it, for the fraction and for the mean, and the product of both.
    return std::tuple{out::inherent<&Out<T>::grad_probabilities>({LoadBalanceLoss::t, LoadBalanceLoss::n}, 5, "C6", "p̄")};
  }
  static Statement statement() {
    return derivative({.summary = "p̄ₜᵢ = α n fᵢ/t: the gradient of the loss, with the fractions f held constant",
                       .clauses = {{"C4", ClauseKind::law, "it does not depend on the probabilities, is the same for all tokens, and is not negative; an expert without tokens has exactly 0"},
                                   {"C5", ClauseKind::law, "Σ p̄ₜᵢ pₜᵢ is the loss itself; each token's gradients sum to α·n/t (unscaled: α/t)"},
                                   {"C6", ClauseKind::error, "inherent, 5 roundings"}},
                       .source = "Fedus, Zoph and Shazeer, Switch transformers, JMLR 23 (2022), 2.2"});
  }
};

inline constexpr Function<LoadBalanceLoss> load_balance_loss;
inline constexpr Function<LoadBalanceLossGradient> load_balance_loss_gradient;

}  // namespace etalon::contract::moe
