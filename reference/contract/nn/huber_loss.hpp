#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// The mean of d²/2 where |d| ≤ δ, of δ(|d| − δ/2) elsewhere, d = x − t.
struct HuberLoss {
  enum class Variant { mean, sum };
  static std::vector<Convention> variants() { return {{"mean", "the mean over the entries"}, {"sum", "their sum"}}; }

  template <class T> struct In { Tensor<T> x; Tensor<T> target; T delta{}; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n}, "predictions"), in::exact<&In<T>::target>({n}, "t"), in::exact<&In<T>::delta>({}, "δ").or_else("1")};
  }
  template <class T> static auto outputs() {
    // A difference twice, a square, or a difference and a product; n − 1 additions and a quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + 5, "C4", "the loss")};
  }
  static Statement statement() {
    return {.name = "nn.huber_loss",
            .summary = "mean of d²/2 where |d| ≤ δ, of δ(|d| − δ/2) elsewhere, d = x − t",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "target", "delta"})},
                        {"C5", ClauseKind::precondition, positive("delta")},
                        {"C2", ClauseKind::law, "0 ≤ loss ≤ half the mean of d², and the sum is n times the mean"},
                        {"C3", ClauseKind::law, "of αx, αt and αδ it is α² times as large"},
                        {"C4", ClauseKind::error, "inherent, n + 5 roundings"}},
            .source = "Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35 (1964)",
            .variants = variants(),
            .aliases = {"huber"}};
  }
};

/// x̄ = d/n where |d| ≤ δ, ±δ/n elsewhere.
struct HuberLossGradient : Gradient<HuberLoss> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // A difference and a quotient, or a product by 1/n.
    return std::tuple{out::inherent<&Out<T>::grad_x>(3, "C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = min(max(xᵢ − tᵢ, −δ), δ)/n",
                       .clauses = {{"C2", ClauseKind::law, "n·|x̄| ≤ δ, of the sign of x − t"}, {"C3", ClauseKind::error, "inherent, 3 roundings"}},
                       .source = "Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35 (1964)"});
  }
};

inline constexpr Function<HuberLoss> huber_loss;
inline constexpr Function<HuberLossGradient> huber_loss_gradient;

}  // namespace etalon::contract::nn
