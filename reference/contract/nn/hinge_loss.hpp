#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// The mean of max(0, 1 − ts).
struct HingeLoss {
  enum class Variant { mean, sum };
  static std::vector<Convention> variants() { return {{"mean", "the mean over the entries"}, {"sum", "their sum"}}; }

  template <class T> struct In { Tensor<T> scores; Tensor<std::int64_t> target; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::scores>({n}, "s"), in::exact<&In<T>::target>({n}, "t, each −1 or 1")}; }
  template <class T> static auto outputs() {
    // A difference, n − 1 additions and a quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + 1, "C4", "the loss")};
  }
  static Statement statement() {
    return {.name = "nn.hinge_loss",
            .summary = "mean of max(0, 1 − tᵢsᵢ)",
            .clauses = {{"C1", ClauseKind::domain, finite("scores")},
                        {"C2", ClauseKind::precondition, one_of("target", std::vector<std::int64_t>{-1, 1})},
                        {"C3", ClauseKind::law, "loss ≥ 0, and loss(s, t) + loss(−s, t) ≥ 2: of both answers one is wrong"},
                        {"C4", ClauseKind::error, "inherent, n + 1 roundings"}},
            .source = "Cortes and Vapnik, Support-vector networks, Machine Learning 20 (1995)",
            .variants = variants(),
            .aliases = {"hinge", "margin_ranking_loss"}};
  }
};

/// s̄ = −t/n where ts < 1, 0 where ts > 1.
struct HingeLossGradient : Gradient<HingeLoss> {
  template <class T> struct Out { Tensor<T> grad_scores; };

  template <class T> static auto outputs() {
    // A quotient.
    return std::tuple{out::inherent<&Out<T>::grad_scores>(1, "C4", "s̄")};
  }
  static Statement statement() {
    return derivative({.summary = "s̄ᵢ = −tᵢ/n where tᵢsᵢ < 1, and 0 where tᵢsᵢ > 1",
                       .clauses = {{"C3", ClauseKind::law, "at ts = 1 every number between 0 and −t/n is a subgradient; the reference takes 0"}, {"C4", ClauseKind::error, "inherent, one rounding"}},
                       .source = "Cortes and Vapnik, Support-vector networks, Machine Learning 20 (1995)"});
  }
};

inline constexpr Function<HingeLoss> hinge_loss;
inline constexpr Function<HingeLossGradient> hinge_loss_gradient;

}  // namespace etalon::contract::nn
