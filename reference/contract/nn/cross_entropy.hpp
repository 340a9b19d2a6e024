#pragma once
#include "reference/contract/class_targets.hpp"

namespace etalon::contract::nn {

/// The cross-entropy of logits x with the class of each sample, smoothed by ε: Σ of (1 − ε)w_t·(−log p_t) + (ε/c)Σₖ wₖ·(−log pₖ), divided; p = softmax(x).
struct CrossEntropy : ClassTargets {
  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> target; Tensor<T> weight; std::int64_t ignore_index = -100; T label_smoothing{}; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1}, c{"c", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n, c}, "logits, a row for each sample"), in::exact<&In<T>::target>({n}, "the class of each sample, or ignore_index"),
                      in::exact<&In<T>::weight>(Any{}, "a weight for each class; without any all are 1").or_else("[]"),
                      in::exact<&In<T>::ignore_index>({}, "the target of samples that do not count").or_else("-100"),
                      in::exact<&In<T>::label_smoothing>({}, "ε, what every class has a share of").or_else("0")};
  }
  template <class T> static auto outputs() {
    // A logarithm of softmax, c + 5; c products and additions, three for the smoothing; n additions, those of the weights, and a quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, 2 * n + 2 * c + 9, "C6", "the loss in nats")};
  }
  static Statement statement() {
    return {.name = "nn.cross_entropy",
            .summary = "Σᵢ of (1 − ε)w_t·(−log p_t) + (ε/c)Σₖ wₖ·(−log pₖ), divided by Σᵢ w_t, with p = softmax(xᵢ) and t the class of sample i",
            .clauses = {{"C1", ClauseKind::domain, finite("x")},
                        {"C2", ClauseKind::precondition, Predicate("each target is a class, or ignore_index", target_outside)},
                        {"C3", ClauseKind::precondition, Predicate("weight has an entry for each class, or none", weights_unfit) && finite("weight") && not_negative("weight")},
                        {"C4", ClauseKind::precondition, "what is divided by is not 0: some sample counts, and weighs something; else libraries say NaN or 0"},
                        {"C7", ClauseKind::precondition, within("label_smoothing", 0, 1)},
                        {"C5", ClauseKind::law, "loss ≥ 0; of xᵢ + cᵢ it is the same; without smoothing it is nn.nll_loss of nn.log_softmax"},
                        {"C6", ClauseKind::error, "inherent, 2n + 2c + 9 roundings"}},
            .source = "Szegedy et al., Rethinking the Inception architecture for computer vision, CVPR (2016), section 7; PyTorch's documentation of cross_entropy",
            .variants = variants(),
            .aliases = {"softmax_cross_entropy_loss", "cross_entropy_loss", "softmax_cross_entropy_with_integer_labels", "sparse_categorical_crossentropy"}};
  }
};

/// x̄ = Σₖ(aₖpⱼ − aⱼpₖ) with the share aₖ of class k.
struct CrossEntropyGradient : Gradient<CrossEntropy> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // T counts every operation once; sums of c and n in another order, and an exponential off by two u.
    return std::tuple{out::textbook<&Out<T>::grad_x>(CrossEntropy::c + CrossEntropy::n + 6, "C6", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ⱼ = pⱼ·Σₖ aₖ − aⱼ with the share aₖ = (1 − ε)w_t[k = t] + εwₖ/c of class k, divided as the loss is",
                       .clauses = {{"C5", ClauseKind::law, "Σⱼ x̄ⱼ = 0 in each row, and 0 in a row that does not count"},
                                   {"C6", ClauseKind::error, "textbook, c + n + 6, of Σₖ(aₖpⱼ − aⱼpₖ): p_t − 1 loses the digits of a confident right answer"}},
                       .source = "Bishop, Pattern Recognition and Machine Learning (2006), (4.109)"});
  }
};

inline constexpr Function<CrossEntropy> cross_entropy;
inline constexpr Function<CrossEntropyGradient> cross_entropy_gradient;

}  // namespace etalon::contract::nn
