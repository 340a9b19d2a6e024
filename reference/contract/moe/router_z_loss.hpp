#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// The mean over the tokens of (log Σᵢ exp zᵢ)²: keeps a router's logits small.
struct RouterZLoss {
  template <class T> struct In { Tensor<T> logits; };
  template <class T> struct Out { T loss; };

  inline static const Count t{"t", 1}, n{"n", 1};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::logits>({t, n}, "the router's logits, a row for each token")}; }
  template <class T> static auto outputs() {
    // n + 4 of nn.log_sum_exp, twice in its square, the square, t − 1 additions and a quotient. Where a log Σ exp is 0 its error counts by its square, of which B contains as much.
    return std::tuple{out::inherent<&Out<T>::loss>({}, t + 2 * n + 9, "C4", "the loss")};
  }
  static Statement statement() {
    return {.name = "moe.router_z_loss",
            .summary = "mean over the tokens of (log Σᵢ exp zᵢ)²",
            .clauses = {{"C1", ClauseKind::domain, finite("logits")},
                        {"C2", ClauseKind::law, "the mean square of nn.log_sum_exp, which is not negative; of one expert, the mean square of its logits"},
                        {"C3", ClauseKind::law, "log_softmax of the logits has a loss of 0"},
                        {"C4", ClauseKind::error, "inherent, t + 2n + 9 roundings"}},
            .source = "Zoph, Bello, Kumar, Du, Huang, Dean, Shazeer and Fedus, ST-MoE: designing stable and transferable sparse expert models (2022), (5)",
            .aliases = {"router_z_loss_func"}};
  }
};

/// z̄ₜᵢ = 2ℓₜ·softmax(zₜ)ᵢ/t with ℓ = log Σ exp z.
struct RouterZLossGradient : Gradient<RouterZLoss> {
  template <class T> struct Out { Tensor<T> grad_logits; };

  template <class T> static auto outputs() {
    // n + 4 of nn.log_sum_exp and of nn.softmax, their product and a quotient.
    return std::tuple{out::inherent<&Out<T>::grad_logits>(2 * RouterZLoss::n + 10, "C4", "z̄")};
  }
  static Statement statement() {
    return derivative({.summary = "z̄ₜᵢ = 2ℓₜ·softmax(zₜ)ᵢ/t with ℓₜ = log Σᵢ exp zₜᵢ",
                       .clauses = {{"C2", ClauseKind::law, "a token's sum to 2ℓₜ/t; each has the sign of ℓ"}, {"C4", ClauseKind::error, "inherent, 2n + 10 roundings"}},
                       .source = "Zoph et al., ST-MoE (2022), (5)"});
  }
};

inline constexpr Function<RouterZLoss> router_z_loss;
inline constexpr Function<RouterZLossGradient> router_z_loss_gradient;

}  // namespace etalon::contract::moe
