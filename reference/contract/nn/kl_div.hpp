#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// Σ t(log t − x) of probabilities t and logarithms x of probabilities.
struct KlDiv {
  enum class Variant { batch_mean, mean, sum };
  static std::vector<Convention> variants() {
    return {{"batch_mean", "divided by the number of rows, as the divergence is"}, {"mean", "divided by the number of entries: PyTorch's default"}, {"sum", "not divided"}};
  }

  template <class T> struct In { Tensor<T> x; Tensor<T> target; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1}, c{"c", 1};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::x>({n, c}, "logarithms of probabilities, a row for each sample"), in::exact<&In<T>::target>({n, c}, "t, probabilities")}; }
  template <class T> static auto outputs() {
    // A logarithm, a difference and a product; nc − 1 additions and a quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n * c + 4, "C4", "the divergence in nats")};
  }
  static Statement statement() {
    return {.name = "nn.kl_div",
            .summary = "Σ t(log t − x), 0 where t = 0: the divergence of exp x from t",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "target"})},
                        {"C2", ClauseKind::precondition, not_negative("target")},
                        {"C3", ClauseKind::law, "not negative where both are distributions, and 0 where x = log t; the sum is n times batch_mean"},
                        {"C4", ClauseKind::error, "inherent, nc + 4 roundings"}},
            .source = "Kullback and Leibler, On information and sufficiency, Annals of Mathematical Statistics 22 (1951)",
            .variants = variants(),
            .aliases = {"kl_div_loss", "kl_divergence"}};
  }
};

/// x̄ = −t, divided.
struct KlDivGradient : Gradient<KlDiv> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // A quotient, or a product by 1/n.
    return std::tuple{out::inherent<&Out<T>::grad_x>(2, "C4", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = −t, divided as the loss is",
                       .clauses = {{"C3", ClauseKind::law, "Σ x̄ = −Σ t, divided"}, {"C4", ClauseKind::error, "inherent, 2 roundings"}},
                       .source = "Kullback and Leibler, On information and sufficiency, Annals of Mathematical Statistics 22 (1951)"});
  }
};

inline constexpr Function<KlDiv> kl_div;
inline constexpr Function<KlDivGradient> kl_div_gradient;

}  // namespace etalon::contract::nn
