#pragma once
#include "reference/contract/class_targets.hpp"

namespace etalon::contract::nn {

/// The cross-entropy of logits x with a distribution t over the classes for each sample, smoothed by ε: Σₖ wₖ((1 − ε)tₖ + ε/c)·(−log pₖ), divided; p = softmax(x).
struct SoftCrossEntropy {
  enum class Variant { mean, sum };
  static std::vector<Convention> variants() { return {{"mean", "divided by the number of samples, whatever the weights: PyTorch, Keras"}, {"sum", "not divided"}}; }

  template <class T> struct In { Tensor<T> x; Tensor<T> target; Tensor<T> weight; T label_smoothing{}; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1}, c{"c", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n, c}, "logits, a row for each sample"), in::exact<&In<T>::target>({n, c}, "t, the probability of each class in each sample; a row may add up to anything"),
                      in::exact<&In<T>::weight>(Any{}, "w, a weight for each class; without any all are 1").or_else("[]"),
                      in::exact<&In<T>::label_smoothing>({}, "ε, what every class has a share of").or_else("0")};
  }
  /// wₖ((1 − ε)tₖ + ε/c): of class k in sample i.
  template <class T> static T share(const In<T>& in, std::int64_t i, std::int64_t k) {
    const T smoothed = (1 - in.label_smoothing) * in.target(static_cast<std::size_t>(i), static_cast<std::size_t>(k)) + in.label_smoothing / T(in.x.shape[1]);
    return ClassTargets::weight<T>(in, k) * smoothed;
  }
  /// What the sum is divided by.
  template <class T> static T divisor(const In<T>& in, Variant variant) { return T(variant == Variant::mean ? in.x.shape[0] : 1); }
  template <class T> static auto outputs() {
    // A logarithm of softmax, c + 5; a share, five; c products and additions; n additions, and a quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + 2 * c + 11, "C6", "the loss in nats")};
  }
  static Statement statement() {
    return {.name = "nn.soft_cross_entropy",
            .summary = "Σᵢₖ wₖ((1 − ε)tᵢₖ + ε/c)·(−log pᵢₖ), divided by the number of samples, with p = softmax(xᵢ)",
            .clauses = {{"C1", ClauseKind::domain, finite("x")},
                        {"C2", ClauseKind::precondition, finite("target") && not_negative("target")},
                        {"C3", ClauseKind::precondition, Predicate("weight has an entry for each class, or none", ClassTargets::weights_unfit) && finite("weight") && not_negative("weight")},
                        {"C4", ClauseKind::precondition, within("label_smoothing", 0, 1)},
                        {"C5", ClauseKind::law, "loss ≥ 0; of xᵢ + cᵢ it is the same; of one class each it is nn.cross_entropy, but for the divisor; without weights and smoothing it is the entropy of t at least"},
                        {"C6", ClauseKind::error, "inherent, n + 2c + 11 roundings"}},
            .source = "Szegedy et al., Rethinking the Inception architecture for computer vision, CVPR (2016), section 7; PyTorch's documentation of cross_entropy, for probabilities of classes",
            .variants = variants(),
            .aliases = {"softmax_cross_entropy", "softmax_cross_entropy_with_logits", "categorical_crossentropy"}};
  }
};

/// x̄ⱼ = Σₖ(aₖpⱼ − aⱼpₖ) with the share aₖ of class k.
struct SoftCrossEntropyGradient : Gradient<SoftCrossEntropy> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // T counts every operation once; sums of c in another order, and an exponential off by two u.
    return std::tuple{out::textbook<&Out<T>::grad_x>(SoftCrossEntropy::c + 6, "C6", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ⱼ = pⱼ·Σₖ aₖ − aⱼ with the share aₖ = wₖ((1 − ε)tₖ + ε/c) of class k, divided as the loss is",
                       .clauses = {{"C5", ClauseKind::law, "Σⱼ x̄ⱼ = 0 in each row"},
                                   {"C6", ClauseKind::error, "textbook, c + 6, of Σₖ(aₖpⱼ − aⱼpₖ): pⱼ·Σₖ aₖ − aⱼ loses the digits of a confident right answer"}},
                       .source = "Bishop, Pattern Recognition and Machine Learning (2006), (4.109)"});
  }
};

inline constexpr Function<SoftCrossEntropy> soft_cross_entropy;
inline constexpr Function<SoftCrossEntropyGradient> soft_cross_entropy_gradient;

}  // namespace etalon::contract::nn
