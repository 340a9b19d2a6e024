#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// KL(N(μ, e^ℓ) ‖ N(0, 1)) = ½(μ² + e^ℓ − ℓ − 1) of n samples with d independent coordinates each, ℓ = log σ².
struct GaussianKlStandard {
  enum class Variant { batch_mean, sum, mean };
  template <class T> struct In { Tensor<T> mu; Tensor<T> log_variance; };
  template <class T> struct Out { T kl; };

  inline static const Count n{"n", 1}, d{"d", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::mu>({n, d}, "μ"),
                      in::data<&In<T>::log_variance>({n, d}, "ℓ = log σ²")};
  }
  template <class T> static auto outputs() {
    // expm1 and three additions in an entry, n·d − 1 additions, a quotient: the sums may be taken of each part, and in any order.
    return std::tuple{out::textbook<&Out<T>::kl>({}, n * d + 4, "C4", "the divergence in nats")};
  }
  static Statement statement() {
    return {.name = "vae.gaussian_kl_standard",
            .summary = "KL(N(μ, σ²) ‖ N(0, 1)) = Σ ½(μ² + σ² − log σ² − 1), with the mean over the batch",
            .clauses = {{"C1", ClauseKind::domain, not_nan("mu") && not_nan("log_variance"), "μ and log σ² are not NaN"},
                        {"C5", ClauseKind::precondition, finite({"mu", "log_variance"}), "they are finite: elsewhere the divergence is infinite"},
                        {"C2", ClauseKind::law, "kl ≥ 0, and kl = 0 for μ = 0 and σ = 1 alone; μ and −μ have the same"},
                        {"C3", ClauseKind::law, "sum = n·batch_mean = n·d·mean"},
                        {"C4", ClauseKind::error, "textbook, n·d + 4: (e^ℓ − 1) − ℓ by expm1 cancels beside ℓ = 0, where it is ℓ²/2, and e^ℓ − ℓ − 1 has lost u before"}},
            .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), appendix B",
            .variants = {{"batch_mean", "the sum over the coordinates, the mean over the samples"},
                         {"sum", "the sum over all entries"},
                         {"mean", "the mean over all entries"}}};
  }
};

/// μ̄ = μ/N and ℓ̄ = ½(e^ℓ − 1)/N, with N = n, 1 or n·d.
struct GaussianKlStandardGradient : Gradient<GaussianKlStandard> {
  template <class T> struct Out { Tensor<T> grad_mu; Tensor<T> grad_log_variance; };

  template <class T> static auto outputs() {
    // A quotient, or 1/N and a product by it; ℓ̄ has expm1 before them, which a library may have off by two u.
    return std::tuple{out::inherent<&Out<T>::grad_mu>(2, "C3", "μ̄"),
                      out::inherent<&Out<T>::grad_log_variance>(4, "C4", "ℓ̄")};
  }
  static Statement statement() {
    return derivative({.summary = "μ̄ = μ/N and ℓ̄ = ½(e^ℓ − 1)/N with N = n, 1 or n·d: the gradient of the divergence",
                       .clauses = {{"C5", ClauseKind::precondition, finite({"mu", "log_variance"}), "μ and log σ² are finite: at ℓ = −∞ the gradient has a limit"},
                                   {"C2", ClauseKind::law, "μ̄ has the sign of μ and ℓ̄ that of ℓ: the divergence falls towards μ = 0, σ = 1 along every coordinate"},
                                   {"C3", ClauseKind::error, "μ̄: inherent, 2 roundings"},
                                   {"C4", ClauseKind::error, "ℓ̄: inherent, 4, by expm1: e^ℓ − 1 cancels beside ℓ = 0"}},
                       .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), appendix B"});
  }
};

inline constexpr Function<GaussianKlStandard> gaussian_kl_standard;
inline constexpr Function<GaussianKlStandardGradient> gaussian_kl_standard_gradient;

}  // namespace etalon::contract::vae
