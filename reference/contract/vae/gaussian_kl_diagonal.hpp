#pragma once
#include "reference/contract/gaussian_spread.hpp"

namespace etalon::contract::vae {

/// KL(N(μ, σ²) ‖ N(m, τ²)) of n pairs of Gaussians with d independent coordinates each.
struct GaussianKlDiagonal : GaussianSpread {
  template <class T> struct In { Tensor<T> mu, spread, prior_mu, prior_spread; };
  template <class T> struct Out { Tensor<T> kl; };

  inline static const Count n{"n"}, d{"d"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::mu>({n, d}, "μ"), in::data<&In<T>::spread>({n, d}, text),
                      in::data<&In<T>::prior_mu>({n, d}, "m"), in::data<&In<T>::prior_spread>({n, d}, "the same of τ")};
  }
  template <class T> static auto outputs() {
    // By the softplus: σ − τ has eight roundings and τ four; their quotient passes through e^δ − 1 − δ, whose condition is at most 2.4 where
    // it is taken by its series, of four; d − 1 additions in any order.
    return std::tuple{out::inherent<&Out<T>::kl>({n}, d + 32, "C7", "the divergence of each pair, in nats")};
  }
  static std::vector<std::string> fields() { return {"mu", "spread", "prior_mu", "prior_spread"}; }
  static Statement statement() {
    return {.name = "vae.gaussian_kl_diagonal",
            .summary = "KL(N(μ, σ²) ‖ N(m, τ²)) = Σⱼ log τ/σ + (σ² + (μ − m)²)/(2τ²) − ½ for each sample",
            .clauses = {{"C1", ClauseKind::domain, numbers(fields()), "no entry is NaN"},
                        {"C2", ClauseKind::precondition, finite(fields()), "they are finite: elsewhere the divergence is infinite, or has no value"},
                        {"C3", ClauseKind::precondition, positive({"spread", "prior_spread"})},
                        {"C4", ClauseKind::law, "kl ≥ 0, and kl = 0 for equal Gaussians alone; a shift of both means changes nothing"},
                        {"C5", ClauseKind::law, "to N(0, 1) it is vae.gaussian_kl_standard; the conventions agree on one σ and τ"},
                        {"C6", ClauseKind::law, "kl one way and the other add up to Jeffreys' divergence ½Σⱼ (σ/τ − τ/σ)² + (μ − m)²(1/σ² + 1/τ²)"},
                        {"C7", ClauseKind::error, "inherent, d + 32: ½(e^δ − 1 − δ) with δ = log σ²/τ² by its series where it cancels, and δ of σ by (σ − τ)/τ"}},
            .source = "Kullback, Information Theory and Statistics (1959), chapter 9; Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), appendix B",
            .variants = variants(),
            .aliases = {"kl_divergence_normal_normal", "normal_kl"}};
  }
};

/// With δ = log σ²/τ², z = (μ − m)/τ: k̄(μ − m)/τ² and its negative; k̄(e^δ − 1) to log σ and −k̄(e^δ − 1 + z²) to log τ, times d log σ/ds.
struct GaussianKlDiagonalVjp : Vjp<GaussianKlDiagonal> {
  template <class T> struct Out { Tensor<T> grad_mu, grad_spread, grad_prior_mu, grad_prior_spread; };

  template <class T> static auto outputs() {
    // T counts each operation once; an exponential, expm1 or log1p may be off by two u, a quotient be a product by a reciprocal, and the square of
    // (μ − m)/τ has those of τ twice.
    return std::tuple{out::textbook<&Out<T>::grad_mu>(6, "C5", "to μ"), out::textbook<&Out<T>::grad_spread>(8, "C6", "to s of σ"),
                      out::textbook<&Out<T>::grad_prior_mu>(6, "C5", "to m"), out::textbook<&Out<T>::grad_prior_spread>(8, "C6", "to s of τ")};
  }
  static Statement statement() {
    return derivative({.summary = "k̄(μ − m)/τ² to μ, its negative to m; k̄(σ²/τ² − 1) to log σ, −k̄(σ²/τ² − 1 + (μ − m)²/τ²) to log τ, times d log σ/ds",
                       .clauses = {{"C4", ClauseKind::law, "the gradients to μ and m add up to 0; those to s of σ are 0 for σ = τ"},
                                   {"C5", ClauseKind::error, "to μ and m: textbook, 6"},
                                   {"C6", ClauseKind::error, "to s: textbook, 8, with σ²/τ² − 1 by expm1"}},
                       .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), appendix B"});
  }
};

inline constexpr Function<GaussianKlDiagonal> gaussian_kl_diagonal;
inline constexpr Function<GaussianKlDiagonalVjp> gaussian_kl_diagonal_vjp;

}  // namespace etalon::contract::vae
