#pragma once
#include "reference/contract/class_targets.hpp"

namespace etalon::contract::nn {

/// −Σ w_t·x_t over the samples, divided: x are logarithms of probabilities, t the class of each sample.
struct NllLoss : ClassTargets {
  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> target; Tensor<T> weight; std::int64_t ignore_index = -100; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n, any_extent}, "logarithms of probabilities, a row for each sample"), in::exact<&In<T>::target>({n}, "the class of each sample, or ignore_index"),
                      in::exact<&In<T>::weight>(Any{}, "a weight for each class; without any all are 1").or_else("[]"),
                      in::exact<&In<T>::ignore_index>({}, "the target of samples that do not count").or_else("-100")};
  }
  template <class T> static auto outputs() {
    // A product and n − 1 additions, those of the weights, and a quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, 2 * n + 1, "C6", "the loss in nats")};
  }
  static Statement statement() {
    return {.name = "nn.nll_loss",
            .summary = "−Σᵢ w_tᵢ·xᵢ,tᵢ, divided by Σᵢ w_tᵢ",
            .clauses = {{"C1", ClauseKind::domain, finite("x")},
                        {"C2", ClauseKind::precondition, Predicate("each target is a class, or ignore_index", target_outside)},
                        {"C3", ClauseKind::precondition, Predicate("weight has an entry for each class, or none", weights_unfit) && finite("weight") && not_negative("weight")},
                        {"C4", ClauseKind::precondition, "what is divided by is not 0: some sample counts, and weighs something; else libraries say NaN or 0"},
                        {"C5", ClauseKind::law, "of x + c it is c less where it is a mean; linear in x"},
                        {"C6", ClauseKind::error, "inherent, 2n + 1 roundings"}},
            .source = "PyTorch's documentation of nll_loss; Bishop, Pattern Recognition and Machine Learning (2006), (4.108)",
            .variants = variants(),
            .aliases = {"negative_log_likelihood_loss", "negative_log_likelihood"}};
  }
};

/// x̄ᵢₜ = −w_t, divided; 0 elsewhere.
struct NllLossGradient : Gradient<NllLoss> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // The additions of the weights, and a quotient.
    return std::tuple{out::inherent<&Out<T>::grad_x>(NllLoss::n + 1, "C6", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢₖ = −w_k where k is the target, divided as the loss is, and 0 elsewhere",
                       .clauses = {{"C5", ClauseKind::law, "⟨x̄, x⟩ = loss"}, {"C6", ClauseKind::error, "inherent, n + 1 roundings"}},
                       .source = "PyTorch's documentation of nll_loss"});
  }
};

inline constexpr Function<NllLoss> nll_loss;
inline constexpr Function<NllLossGradient> nll_loss_gradient;

}  // namespace etalon::contract::nn
