#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// How alike the experts answer: the cosines between their answers to the same token, over all pairs.
struct DiversityLoss {
  enum class Variant { squared, absolute, signed_cosine };
  template <class T> struct In { Tensor<T> outputs; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 2}, t{"t", 1}, m{"m", 1};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::outputs>({n, t, m}, "Eᵢ(xₜ), the answer of each expert to each token; weights of experts have t = 1")}; }
  template <class T> static auto outputs() {
    // T counts a rounding once; in another order sums of m products, of norms too, and of the tokens and pairs.
    return std::tuple{out::textbook<&Out<T>::loss>({}, 3 * m + n * n + t + 8, "C6", "the loss")};
  }
  static Complaint zero(const Inputs& in, std::size_t) {
    const Entries& x = in.real("outputs");
    const std::size_t m = static_cast<std::size_t>(in.shape("outputs").at(2));
    for (std::size_t row = 0; row + m <= x.size(); row += m) {
      bool any = false;
      for (std::size_t j = row; j < row + m; ++j) any = any || x.less(j, 0) || x.greater(j, 0);
      if (!any) return "row " + std::to_string(row / m) + " is 0";
    }
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "moe.diversity_loss",
            .summary = "the mean over the tokens and the pairs i < j of experts of cos²(Eᵢ(xₜ), Eⱼ(xₜ)), of |cos|, or of cos",
            .clauses = {{"C1", ClauseKind::domain, finite("outputs")},
                        {"C2", ClauseKind::domain, Predicate("no answer is 0: it has no direction", zero)},
                        {"C3", ClauseKind::law, "0 ≤ loss ≤ 1, of the sign −1/(n − 1) ≤ loss ≤ 1; 1 where all experts answer alike, and 0 where their answers are orthogonal"},
                        {"C4", ClauseKind::law, "an answer's length does not matter, nor, but for signed_cosine, its sign"},
                        {"C5", ClauseKind::law, "with A the answers to a token, each of length 1: Σ over the tokens of ‖AAᵀ − I‖² is t·n(n − 1) times the squared one"},
                        {"C6", ClauseKind::error, "textbook, 3m + n² + t + 8: a cosine is a sum that cancels"}},
            .source = "Ayinde, Inanc and Zurada, Regularizing deep neural networks by enhancing diversity in feature extraction, IEEE TNNLS 30 (2019), for cos²; Bansal, Chen and Wang, Can we gain more from "
                      "orthogonality regularizations in training deep CNNs?, NeurIPS (2018), for ‖AAᵀ − I‖²; of experts' answers: Guo et al., Advancing expert specialization for better MoE, NeurIPS (2025)",
            .variants = {{"squared", "cos²"}, {"absolute", "|cos|"}, {"signed_cosine", "cos, which answers that point apart make less than orthogonal ones"}},
            .aliases = {"orthogonality_loss"}};
  }
};

/// Of answer a to each b at the cosine c: f′(c)·(b̂ − câ)/‖a‖ over the pairs and tokens.
struct DiversityLossGradient : Gradient<DiversityLoss> {
  template <class T> struct Out { Tensor<T> grad_outputs; };

  template <class T> static auto outputs() {
    // As for the loss, and the slopes of two norms.
    return std::tuple{out::textbook<&Out<T>::grad_outputs>(4 * DiversityLoss::m + DiversityLoss::n * DiversityLoss::n + 16, "C6", "of each answer")};
  }
  static Statement statement() {
    return derivative({.summary = "of an answer a the sum over the others b of f′(c)(b̂ − câ)/‖a‖, over t·n(n − 1)/2, with c the cosine, â and b̂ of length 1, and f′(c) = 2c, the sign of c, or 1",
                       .clauses = {{"C3", ClauseKind::law, "each is orthogonal to its answer; where all answers lie along one line it is 0. Absolute where a cosine is 0, or so near that rounding may decide: every slope "
                                                           "from −1 to 1 is right; the reference takes 1 at 0"},
                                   {"C6", ClauseKind::error, "textbook, 4m + n² + 16"}},
                       .source = "Ayinde, Inanc and Zurada, IEEE TNNLS 30 (2019)"});
  }
};

inline constexpr Function<DiversityLoss> diversity_loss;
inline constexpr Function<DiversityLossGradient> diversity_loss_gradient;

}  // namespace etalon::contract::moe
