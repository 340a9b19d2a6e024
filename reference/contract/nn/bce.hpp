#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// The mean of −(t log p + (1 − t) log(1 − p)).
struct Bce {
  enum class Variant { mean, sum, mean_clamped, sum_clamped };
  static bool averages(Variant v) { return v == Variant::mean || v == Variant::mean_clamped; }
  static bool clamps(Variant v) { return v == Variant::mean_clamped || v == Variant::sum_clamped; }
  static std::vector<Convention> variants() {
    return {{"mean", "the mean over the entries"}, {"sum", "their sum"},
            {"mean_clamped", "the mean, logarithms no less than −100, so that 0 and 1 have a loss (PyTorch)"}, {"sum_clamped", "the same, summed"}};
  }

  template <class T> struct In { Tensor<T> p; Tensor<T> target; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::p>({n}, "probabilities of the label 1"), in::exact<&In<T>::target>({n}, "t, the probability that the label is 1")}; }
  template <class T> static auto outputs() {
    // Two logarithms, 1 − t, a product and an addition; n − 1 additions and a quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + 5, "C5", "the loss in nats")};
  }
  static Complaint outside(const Inputs& in, std::size_t variant) {
    const Entries& p = in.real("p");
    const bool ends = clamps(static_cast<Variant>(variant));
    for (std::size_t i = 0; i < p.size(); ++i)
      if (ends ? p.less(i, 0) || p.greater(i, 1) : !p.greater(i, 0) || !p.less(i, 1)) return "p[" + std::to_string(i) + "] has no loss";
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "nn.bce",
            .summary = "Binary cross-entropy of probabilities: mean of −(tᵢ log pᵢ + (1 − tᵢ) log(1 − pᵢ))",
            .clauses = {{"C1", ClauseKind::domain, finite("p")},
                        {"C2", ClauseKind::precondition, within("target", 0, 1)},
                        {"C3", ClauseKind::precondition, Predicate("p lies in (0, 1), in [0, 1] with a clamp", outside)},
                        {"C4", ClauseKind::law, "loss ≥ 0; of 1 − p and 1 − t it is the same; of σ(z) it is that of nn.bce_with_logits"},
                        {"C5", ClauseKind::error, "inherent, n + 5 roundings: log(1 − p) by log1p"}},
            .source = "Bishop, Pattern Recognition and Machine Learning (2006), (4.90)",
            .variants = variants(),
            .aliases = {"binary_cross_entropy", "bce_loss"}};
  }
};

/// p̄ = (p − t)/(p(1 − p))/n; with a clamp without the logarithm that is clamped.
struct BceGradient : Gradient<Bce> {
  template <class T> struct Out { Tensor<T> grad_p; };

  template <class T> static auto outputs() {
    // Two differences, two products and a quotient.
    return std::tuple{out::inherent<&Out<T>::grad_p>(6, "C5", "p̄")};
  }
  static Statement statement() {
    return derivative({.summary = "p̄ᵢ = (pᵢ − tᵢ)/(pᵢ(1 − pᵢ))/n; a logarithm that is clamped has the slope 0",
                       .clauses = {{"C4", ClauseKind::law, "p̄ has the sign of p − t, but for a clamp"}, {"C5", ClauseKind::error, "inherent, 6 roundings"}},
                       .source = "Bishop, Pattern Recognition and Machine Learning (2006), (4.90)"});
  }
};

inline constexpr Function<Bce> bce;
inline constexpr Function<BceGradient> bce_gradient;

}  // namespace etalon::contract::nn
