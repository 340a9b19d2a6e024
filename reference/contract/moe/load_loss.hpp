#pragma once
#include "reference/contract/moe/importance_loss.hpp"

namespace etalon::contract::moe {

/// w·CV² of the experts' smooth load: the chance that each token goes to each expert were its noise drawn anew, summed over the tokens.
struct LoadLoss {
  using Variant = ImportanceLoss::Variant;

  template <class T> struct In { Tensor<T> clean, noise_logits, noise; std::int64_t k = 1; T weight = T(1) / T(10), epsilon{}; };
  template <class T> struct Out { T loss; };

  inline static const Count t{"t", 1}, n{"n", 2};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::clean>({t, n}, "x·W_g, the logits without noise"), in::data<&In<T>::noise_logits>({t, n}, "x·W_noise: σ = log(1 + exp x·W_noise) is the noise's deviation"),
                      in::exact<&In<T>::noise>({t, n}, "ε, drawn from the standard normal distribution"), in::exact<&In<T>::k>({}, "how many experts a token goes to"),
                      in::exact<&In<T>::weight>({}, "w, the weight of the loss").or_else("0.1"), in::exact<&In<T>::epsilon>({}, "added to the square of the mean load").or_else("0")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums of t chances and n loads in another order; softplus, exp, erfc off by six u.
    return std::tuple{out::textbook<&Out<T>::loss>({}, t + 2 * n + 20, "C8", "the auxiliary loss")};
  }
  static Complaint too_many(const Inputs& in, std::size_t) {
    if (in.integer("k") >= 1 && in.integer("k") < in.shape("clean").at(1)) return std::nullopt;
    return "k is " + std::to_string(in.integer("k"));
  }
  static Statement statement() {
    return {.name = "moe.load_loss",
            .summary = "w Var(L)/(mean(L)² + epsilon) with Lᵢ = Σₜ Φ((cleanₜᵢ − κₜᵢ)/σₜᵢ), κₜᵢ the k-th largest of cleanₜⱼ + εₜⱼσₜⱼ over j ≠ i, and σ = log(1 + exp noise_logits)",
            .clauses = {{"C1", ClauseKind::domain, finite({"clean", "noise_logits"})},
                        {"C2", ClauseKind::precondition, at_least("noise_logits", -80) && within("noise", -9, 9), "noise_logits ≥ −80, less is no noise; |ε| ≤ 9, as generators draw"},
                        {"C3", ClauseKind::precondition, Predicate("1 ≤ k < n: every token goes to each of n experts", too_many)},
                        {"C4", ClauseKind::precondition, finite({"weight", "epsilon"}) && not_negative("weight") && not_negative("epsilon"), "w and epsilon are finite and not negative"},
                        {"C5", ClauseKind::law, "0 ≤ loss ≤ w·(n − 1), of a sample w·n; experts in another order have the same; c more for each expert of a token changes nothing"},
                        {"C6", ClauseKind::law, "it is moe.importance_loss of the loads"},
                        {"C7", ClauseKind::law, "logits far from each other beside their noise give that of the counted loads, moe.expert_load"},
                        {"C8", ClauseKind::error, "textbook, t + 2n + 20, of the variance as Σ L² − n·mean²: chances near 0 and 1 have digits that their sum does not"}},
            .source = "Shazeer et al., Outrageously large neural networks, ICLR (2017), appendix A, (8)–(11)",
            .variants = ImportanceLoss::variants()};
  }
};

/// With sᵢ = ∂loss/∂Lᵢ and p = φ(z)/σ: sᵢp to cleanₜᵢ and −sᵢp·z·σ′ to its noise, −sᵢp to the logit that is the k-th, and −sᵢp·ε·σ′ to the noise of that.
struct LoadLossGradient : Gradient<LoadLoss> {
  template <class T> struct Out { Tensor<T> grad_clean, grad_noise_logits; };

  template <class T> static auto outputs() {
    // As for the loss; a slope of Φ and one of σ more, and n that may be the k-th of one.
    const Count c = LoadLoss::t + 3 * LoadLoss::n + 30;
    return std::tuple{out::textbook<&Out<T>::grad_clean>(c, "C8", "of the logits"), out::textbook<&Out<T>::grad_noise_logits>(c, "C8", "of the noise's")};
  }
  static Statement statement() {
    return derivative({.summary = "with sᵢ = ∂loss/∂Lᵢ, z = (cleanₜᵢ − κₜᵢ)/σₜᵢ and p = φ(z)/σₜᵢ: sᵢp to cleanₜᵢ and −sᵢp·z·σ′ to its noise_logits; −sᵢp to cleanₜⱼ of the j that is the k-th, and −sᵢp·εₜⱼ·σ′ to its",
                       .clauses = {{"C5", ClauseKind::law, "Σᵢ of the logits' gradients of a token is 0. Where two are both the k-th, or so nearly that rounding may decide, every share of the slope between them is right: the reference takes that of the lower index first"},
                                   {"C8", ClauseKind::error, "textbook, t + 3n + 30"}},
                       .source = "Shazeer et al., Outrageously large neural networks, ICLR (2017), appendix A"});
  }
};

inline constexpr Function<LoadLoss> load_loss;
inline constexpr Function<LoadLossGradient> load_loss_gradient;

}  // namespace etalon::contract::moe
