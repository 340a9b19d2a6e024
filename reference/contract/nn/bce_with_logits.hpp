#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// The loss of a binary classifier with logits z: mean or sum of −(w·t·log σ(z) + (1 − t)·log(1 − σ(z))).
struct BceWithLogits {
  enum class Variant { mean, sum };
  template <class T> struct In { Tensor<T> z; Tensor<T> target; T pos_weight = 1; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::z>({n}, "logits"),
                      in::exact<&In<T>::target>({n}, "t, the probability that the label is 1"),
                      in::exact<&In<T>::pos_weight>({}, "w, the weight of the label 1").or_else("1")};
  }
  template <class T> static auto outputs() {
    // An entry: exp, log1p and a sum for the softplus, w·t, a product and a sum; then n − 1 additions and the mean's quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + 6, "C6", "the loss in nats")};
  }
  static Statement statement() {
    return {.name = "nn.bce_with_logits",
            .summary = "Binary cross-entropy of logits: mean over i of −(w tᵢ log σ(zᵢ) + (1 − tᵢ) log(1 − σ(zᵢ)))",
            .clauses = {{"C1", ClauseKind::domain, not_nan("z"), "no logit is NaN"},
                        {"C2", ClauseKind::precondition, within("target", 0, 1), "0 ≤ t ≤ 1"},
                        {"C3", ClauseKind::precondition, finite("pos_weight") && not_negative("pos_weight"), "the weight is finite and not negative"},
                        {"C8", ClauseKind::precondition, finite("z"), "the logits are finite: at ±∞ the loss of a right label is 0, that of a wrong one infinite, and w = 0 times it undefined"},
                        {"C4", ClauseKind::law, "the loss is not negative, and the sum is n times the mean"},
                        {"C5", ClauseKind::law, "at w = 1 the loss of (z, t) is that of (−z, 1 − t); for the label 0 it is log(1 + eᶻ)"},
                        {"C6", ClauseKind::error, "inherent, n + 6 roundings: log(1 − σ(z)) loses every digit at a large z, and z·(1 − t) − log σ(z) "
                                                  "those of a confident right answer; softplus keeps them"}},
            .source = "Cox, The regression analysis of binary sequences (1958); Goodfellow, Bengio and Courville, Deep Learning (2016), 6.2.2.2",
            .variants = {{"mean", "the mean over the batch"}, {"sum", "the sum over the batch"}},
            .aliases = {"binary_cross_entropy_with_logits", "bce_with_logits_loss", "sigmoid_binary_cross_entropy", "sigmoid_cross_entropy_with_logits"}};
  }
};

/// z̄ᵢ = ((1 − tᵢ)·σ(zᵢ) − w·tᵢ·σ(−zᵢ))/n, which is (σ(zᵢ) − tᵢ)/n at w = 1.
struct BceWithLogitsGradient : Gradient<BceWithLogits> {
  template <class T> struct Out { Tensor<T> grad_z; };

  template <class T> static auto outputs() {
    // T counts every rounding of the formula once; a library's exponential may be off by two u instead of one, and 1/n be a factor.
    return std::tuple{out::textbook<&Out<T>::grad_z>(4, "C5", "z̄")};
  }
  static Statement statement() {
    return derivative({.summary = "z̄ᵢ = ((1 − tᵢ) σ(zᵢ) − w tᵢ σ(−zᵢ))/n: the gradient of the loss",
                       .clauses = {{"C8", ClauseKind::precondition, finite("z"), "the logits are finite: at ±∞ the gradient has a limit, the loss has not"},
                                   {"C4", ClauseKind::law, "at w = 1 it is (σ(z) − t)/n; −w·t ≤ n·z̄ ≤ 1 − t; it is 0 where z = log(w·t/(1 − t))"},
                                   {"C5", ClauseKind::error, "textbook, 4: for the labels 0 and 1 that is every digit of σ(±z), as in gan.generator_loss.gradient. "
                                                             "σ(z) − 1 loses those of a confident right label; for other targets it cancels near its zero"},
                                   {"C7", ClauseKind::law, "the sign is the label's: z̄ ≥ 0 where t = 0, z̄ ≤ 0 where t = 1"}},
                       .source = "Bishop, Pattern Recognition and Machine Learning (2006), (4.91)"});
  }
};

inline constexpr Function<BceWithLogits> bce_with_logits;
inline constexpr Function<BceWithLogitsGradient> bce_with_logits_gradient;

}  // namespace etalon::contract::nn
