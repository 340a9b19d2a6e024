#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// w·CV² of the experts' importance, the sum of their gates over the tokens.
struct ImportanceLoss {
  enum class Variant { population, sample };
  static std::vector<Convention> variants() {
    return {{"population", "the variance divides by n: tensor2tensor"}, {"sample", "the variance divides by n − 1: PyTorch's default, and ports that call it"}};
  }

  template <class T> struct In { Tensor<T> gates; T weight = T(1) / T(10), epsilon{}; };
  template <class T> struct Out { T loss; };

  inline static const Count t{"t", 1}, n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::gates>({t, n}, "the weight of each expert for each token"), in::exact<&In<T>::weight>({}, "w, the weight of the loss").or_else("0.1"),
                      in::exact<&In<T>::epsilon>({}, "ε, added to the square of the mean: 10⁻¹⁰ in ports").or_else("0")};
  }
  template <class T> static auto outputs() {
    // An importance has t − 1 additions and the mean n, a deviation, its quotient and its square twice the three; n − 1 additions, a quotient and two products. What the mean and the
    // sums are off by, δ, counts by δ² where all importances are equal: B contains 8u of it, as tensor.variance says.
    return std::tuple{out::inherent<&Out<T>::loss>({}, 2 * t + 3 * n + 8, "C7", "the auxiliary loss")};
  }
  static Complaint nothing(const Inputs& in, std::size_t) {
    if (in.real("epsilon").greater(0, 0)) return std::nullopt;
    const Entries& gates = in.real("gates");
    for (std::size_t i = 0; i < gates.size(); ++i)
      if (gates.greater(i, 0)) return std::nullopt;
    return "every gate is 0";
  }
  /// Of the field whose axis 1 counts the experts.
  static Predicate several_experts(std::string field) {
    return Predicate("a sample's variance is of two experts at least", [field](const Inputs& in, std::size_t variant) -> Complaint {
      if (static_cast<Variant>(variant) == Variant::sample && in.shape(field).at(1) < 2) return "there is one expert";
      return std::nullopt;
    });
  }
  static Statement statement() {
    return {.name = "moe.importance_loss",
            .summary = "w Var(I)/(mean(I)² + ε) with Iᵢ = Σₜ gₜᵢ, the importance of expert i",
            .clauses = {{"C1", ClauseKind::precondition, finite("gates") && not_negative("gates"), "the gates are finite and not negative"},
                        {"C2", ClauseKind::precondition, finite({"weight", "epsilon"}) && not_negative("weight") && not_negative("epsilon"), "w and ε are finite and not negative"},
                        {"C3", ClauseKind::domain, Predicate("a gate is positive, or ε is: the mean of nothing is 0", nothing)},
                        {"C4", ClauseKind::domain, several_experts("gates")},
                        {"C5", ClauseKind::law, "0 ≤ loss ≤ w·(n − 1), of a sample w·n; 0 where all experts have the same importance; with ε = 0 that of αg is that of g, and w·(n − 1) where one expert has it all"},
                        {"C6", ClauseKind::law, "that of a sample is n/(n − 1) times the population's"},
                        {"C7", ClauseKind::error, "inherent, 2t + 3n + 8 roundings"}},
            .source = "Shazeer et al., Outrageously large neural networks, ICLR (2017), (6) and (7)",
            .variants = variants(),
            .aliases = {"cv_squared"}};
  }
};

/// ḡₜᵢ = 2w((Iᵢ − μ)/(n(μ² + ε)) − Vμ/(n(μ² + ε))) with the mean μ and V = Var/(μ² + ε), the same for all tokens.
struct ImportanceLossGradient : Gradient<ImportanceLoss> {
  template <class T> struct Out { Tensor<T> grad_gates; };

  template <class T> static auto outputs() {
    // As for the loss, V beside a deviation; two quotients, three products and a difference more.
    return std::tuple{out::inherent<&Out<T>::grad_gates>(2 * ImportanceLoss::t + 3 * ImportanceLoss::n + 14, "C7", "ḡ")};
  }
  static Statement statement() {
    return derivative({.summary = "ḡₜᵢ = 2w((Iᵢ − μ)/(n − less) − Vμ/n)/(μ² + ε) with μ the mean importance and V = Σ(I − μ)²/(n − less)/(μ² + ε)",
                       .clauses = {{"C5", ClauseKind::law, "it is the same for all tokens; with ε = 0, Σ ḡₜᵢ gₜᵢ = 0, and 0 everywhere where all experts have the same importance"},
                                   {"C6", ClauseKind::law, "that of a sample is n/(n − 1) times the population's"},
                                   {"C7", ClauseKind::error, "inherent, 2t + 3n + 14 roundings"}},
                       .source = "Shazeer et al., Outrageously large neural networks, ICLR (2017), (6) and (7)"});
  }
};

inline constexpr Function<ImportanceLoss> importance_loss;
inline constexpr Function<ImportanceLossGradient> importance_loss_gradient;

}  // namespace etalon::contract::moe
