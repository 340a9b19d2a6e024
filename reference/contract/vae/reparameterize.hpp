#pragma once
#include "reference/contract/gaussian_spread.hpp"

namespace etalon::contract::vae {

/// z = μ + σε: a sample of N(μ, σ²) from the noise ε of N(0, 1), through which gradients pass.
struct Reparameterize : GaussianSpread {
  template <class T> struct In { Tensor<T> mu, spread, noise; };
  template <class T> struct Out { Tensor<T> z; };

  inline static const Count n{"n"}, d{"d"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::mu>({n, d}, "μ"), in::data<&In<T>::spread>({n, d}, text), in::exact<&In<T>::noise>({n, d}, "ε")};
  }
  template <class T> static auto outputs() {
    // σ by a softplus has three roundings, by exp(ℓ/2) two, or four by two roots; a product and a sum. σε is |z| + |μ| at most.
    return std::tuple{out::inherent<&Out<T>::z>({n, d}, 6, "C6", "the samples")};
  }
  static Statement statement() {
    return {.name = "vae.reparameterize",
            .summary = "z = μ + σ⊙ε with σ = e^{s/2}, log(1 + eˢ) or s",
            .clauses = {{"C1", ClauseKind::domain, numbers({"mu", "spread", "noise"}), "no entry is NaN"},
                        {"C2", ClauseKind::precondition, finite({"mu", "spread", "noise"}), "they are finite: σ = ∞ times ε = 0 has no value"},
                        {"C3", ClauseKind::precondition, positive({"spread"})},
                        {"C4", ClauseKind::law, "(z − μ)² = σ²ε², and z − μ has the sign of ε; z = μ for ε = 0"},
                        {"C5", ClauseKind::law, "the mean of z over ε is μ and its variance σ²: over the nodes 0 and ±√3 with the weights 2/3 and 1/6, which are exact for polynomials up to degree 5"},
                        {"C6", ClauseKind::error, "inherent, 6 roundings"}},
            .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), section 2.4; Rezende, Mohamed and Wierstra, Stochastic backpropagation, ICML (2014)",
            .variants = variants(),
            .aliases = {"rsample", "reparametrize"}};
  }
};

/// z̄ to μ, and z̄ε·dσ/ds to s.
struct ReparameterizeVjp : Vjp<Reparameterize> {
  template <class T> struct Out { Tensor<T> grad_mu, grad_spread; };

  template <class T> static auto outputs() {
    // A slope has up to four roundings, and two products follow.
    return std::tuple{out::inherent<&Out<T>::grad_mu>(1, "C5", "z̄"), out::inherent<&Out<T>::grad_spread>(6, "C6", "to s")};
  }
  static Statement statement() {
    return derivative({.summary = "z̄ to μ, and z̄ε·dσ/ds to s, with dσ/ds = ½e^{s/2}, 1/(1 + e⁻ˢ) or 1",
                       .clauses = {{"C1", ClauseKind::precondition, Reparameterize::numbers({"mu", "spread", "noise"}), "no entry is NaN: the gradient reads neither μ nor a σ that is given itself"},
                                   {"C4", ClauseKind::law, "for every quadratic f, the mean over ε of this gradient with z̄ = f′(z) is that of f(z)·∇log N(z; μ, σ²), the score-function identity: "
                                                           "both by the nodes 0 and ±√3, exact for either"},
                                   {"C5", ClauseKind::error, "to μ: z̄ itself"},
                                   {"C6", ClauseKind::error, "to s: inherent, 6 roundings"}},
                       .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), section 2.4; Williams, Simple statistical gradient-following algorithms, Machine Learning 8 (1992)"});
  }
};

inline constexpr Function<Reparameterize> reparameterize;
inline constexpr Function<ReparameterizeVjp> reparameterize_vjp;

}  // namespace etalon::contract::vae
