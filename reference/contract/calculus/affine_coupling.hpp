#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::calculus {

/// One affine coupling layer of a normalizing flow, x = (x₁, x₂) ↦ (x₁, x₂·exp s + t) with s = tanh(x₁Wₛᵀ + bₛ) and t = x₁Wₜᵀ + bₜ, and the
/// log density of y where x is standard normal.
struct AffineCoupling {
  template <class T> struct In { Tensor<T> x; Tensor<T> scale_weight; Tensor<T> scale_bias; Tensor<T> shift_weight; Tensor<T> shift_bias; };
  template <class T> struct Out { Tensor<T> y; Tensor<T> log_density; };

  inline static const Count n{"n"}, d{"d"}, k{"k"}, p{"p", 1};  // samples, variables, those of x₁ and of x₂

  static Complaint halves(const Inputs& in, std::size_t) {
    const Dimensions &x = in.shape("x"), &w = in.shape("scale_weight");
    if (x.size() != 2 || w.size() != 2 || w[0] + w[1] == x[1]) return std::nullopt;
    return "x has " + std::to_string(x[1]) + " columns, and the weights make " + std::to_string(w[0]) + " of them of " + std::to_string(w[1]);
  }
  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n, d}, "a row for each sample; its first k columns are x₁"), in::data<&In<T>::scale_weight>({p, k}, "Wₛ"), in::data<&In<T>::scale_bias>({p}, "bₛ"),
                      in::data<&In<T>::shift_weight>({p, k}, "Wₜ"), in::data<&In<T>::shift_bias>({p}, "bₜ")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums in another order cost k of them for s and t, d for the density. Functions are off by up to 2u.
    return std::tuple{out::textbook<&Out<T>::y>({n, d}, k + 4, "C6", "y"), out::textbook<&Out<T>::log_density>({n}, k + d + 4, "C6", "log p(y) = −½‖x‖² − ½d·log 2π − Σ s")};
  }
  static Statement statement() {
    return {.name = "calculus.affine_coupling",
            .summary = "y = (x₁, x₂·exp s + t), s = tanh(x₁Wₛᵀ + bₛ), t = x₁Wₜᵀ + bₜ; log p(y) = log N(x; 0, I) + log|det J⁻¹|, log|det J| = Σ s",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "scale_weight", "scale_bias", "shift_weight", "shift_bias"})},
                        {"C2", ClauseKind::precondition, Predicate("x has k columns that pass and p that are moved", halves)},
                        {"C3", ClauseKind::law, "x₂ = (y₂ − t)·exp(−s): calculus.affine_coupling_inverse gives x back"},
                        {"C4", ClauseKind::law, "|det J| = exp Σ s is that of the Jacobian; without weights and biases it is the identity, and the density N(y; 0, I)"},
                        {"C6", ClauseKind::error, "textbook, k + 4 and k + d + 4"}},
            .source = "Dinh, Sohl-Dickstein and Bengio, Density estimation using Real NVP (2017), section 3",
            .aliases = {"flow_log_density", "RealNVP"}};
  }
};

/// With z̄ = ȳ and ℓ̄ of the density: x̄₂ = ȳ₂exp s − ℓ̄x₂, t̄ = ȳ₂, s̄ = ȳ₂x₂exp s − ℓ̄, x̄₁ = ȳ₁ − ℓ̄x₁ + āWₛ + t̄Wₜ with ā = s̄(1 − s²).
struct AffineCouplingVjp : Vjp<AffineCoupling> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_scale_weight; Tensor<T> grad_scale_bias; Tensor<T> grad_shift_weight; Tensor<T> grad_shift_bias; };

  template <class T> static auto outputs() {
    // As for y: sums in another order, of p and of k along a row and of n rows for the weights, and at most eight roundings on the way.
    const Count c = AffineCoupling::k + AffineCoupling::p + AffineCoupling::n + 8;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C6", "x̄"), out::textbook<&Out<T>::grad_scale_weight>(c, "C6", "Σ āx₁ᵀ"), out::textbook<&Out<T>::grad_scale_bias>(c, "C6", "Σ ā"),
                      out::textbook<&Out<T>::grad_shift_weight>(c, "C6", "Σ t̄x₁ᵀ"), out::textbook<&Out<T>::grad_shift_bias>(c, "C6", "Σ t̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄₂ = ȳ₂exp s − ℓ̄x₂, x̄₁ = ȳ₁ − ℓ̄x₁ + āWₛ + ȳ₂Wₜ, ā = (ȳ₂x₂exp s − ℓ̄)(1 − s²), and the sums over the samples for weights and biases",
                       .clauses = {{"C3", ClauseKind::law, "b̄ₜ = Σ ȳ₂; where ȳ is 0 and ℓ̄ 1, x̄₂ = −x₂"}, {"C6", ClauseKind::error, "textbook, k + p + n + 8"}},
                       .source = "Dinh, Sohl-Dickstein and Bengio, Density estimation using Real NVP (2017), section 3"});
  }
};

inline constexpr Function<AffineCoupling> affine_coupling;
inline constexpr Function<AffineCouplingVjp> affine_coupling_vjp;

}  // namespace etalon::contract::calculus
