#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::calculus {

/// The inverse of calculus.affine_coupling: x₂ = (y₂ − t)·exp(−s), and the log density of y, which is how a flow is trained.
struct AffineCouplingInverse {
  template <class T> struct In { Tensor<T> y; Tensor<T> scale_weight; Tensor<T> scale_bias; Tensor<T> shift_weight; Tensor<T> shift_bias; };
  template <class T> struct Out { Tensor<T> x; Tensor<T> log_density; };

  inline static const Count n{"n"}, d{"d"}, k{"k"}, p{"p", 1};  // samples, variables, those of y₁ and of y₂

  static Complaint halves(const Inputs& in, std::size_t) {
    const Dimensions &y = in.shape("y"), &w = in.shape("scale_weight");
    if (y.size() != 2 || w.size() != 2 || w[0] + w[1] == y[1]) return std::nullopt;
    return "y has " + std::to_string(y[1]) + " columns, and the weights make " + std::to_string(w[0]) + " of them of " + std::to_string(w[1]);
  }
  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::y>({n, d}, "a row for each sample; its first k columns are y₁ = x₁"), in::data<&In<T>::scale_weight>({p, k}, "Wₛ"), in::data<&In<T>::scale_bias>({p}, "bₛ"),
                      in::data<&In<T>::shift_weight>({p, k}, "Wₜ"), in::data<&In<T>::shift_bias>({p}, "bₜ")};
  }
  template <class T> static auto outputs() {
    // As in calculus.affine_coupling; the density has x's roundings squared.
    return std::tuple{out::textbook<&Out<T>::x>({n, d}, k + 4, "C6", "x"), out::textbook<&Out<T>::log_density>({n}, 2 * k + d + 8, "C6", "log p(y) = −½‖x‖² − ½d·log 2π − Σ s")};
  }
  static Statement statement() {
    return {.name = "calculus.affine_coupling_inverse",
            .summary = "x = (y₁, (y₂ − t)·exp(−s)), s = tanh(y₁Wₛᵀ + bₛ), t = y₁Wₜᵀ + bₜ; log p(y) = log N(x; 0, I) − Σ s",
            .clauses = {{"C1", ClauseKind::domain, finite({"y", "scale_weight", "scale_bias", "shift_weight", "shift_bias"})},
                        {"C2", ClauseKind::precondition, Predicate("y has k columns that passed and p that were moved", halves)},
                        {"C3", ClauseKind::law, "forward ∘ inverse = id, with the same density"},
                        {"C6", ClauseKind::error, "textbook, k + 4 and 2k + d + 8"}},
            .source = "Dinh, Sohl-Dickstein and Bengio, Density estimation using Real NVP (2017), section 3"};
  }
};

/// With x̂ = x̄ − ℓ̄x: ȳ₂ = x̂₂exp(−s), t̄ = −ȳ₂, s̄ = −x̂₂x₂ − ℓ̄, ȳ₁ = x̂₁ + āWₛ + t̄Wₜ with ā = s̄(1 − s²).
struct AffineCouplingInverseVjp : Vjp<AffineCouplingInverse> {
  template <class T> struct Out { Tensor<T> grad_y; Tensor<T> grad_scale_weight; Tensor<T> grad_scale_bias; Tensor<T> grad_shift_weight; Tensor<T> grad_shift_bias; };

  template <class T> static auto outputs() {
    // As for x: sums in another order, of p and of k along a row and of n rows for the weights, and at most ten roundings on the way.
    const Count c = AffineCouplingInverse::k + AffineCouplingInverse::p + AffineCouplingInverse::n + 10;
    return std::tuple{out::textbook<&Out<T>::grad_y>(c, "C6", "ȳ"), out::textbook<&Out<T>::grad_scale_weight>(c, "C6", "Σ āy₁ᵀ"), out::textbook<&Out<T>::grad_scale_bias>(c, "C6", "Σ ā"),
                      out::textbook<&Out<T>::grad_shift_weight>(c, "C6", "Σ t̄y₁ᵀ"), out::textbook<&Out<T>::grad_shift_bias>(c, "C6", "Σ t̄")};
  }
  static Statement statement() {
    return derivative({.summary = "ȳ₂ = x̂₂exp(−s), ȳ₁ = x̂₁ + āWₛ − ȳ₂Wₜ, ā = −(x̂₂x₂ + ℓ̄)(1 − s²) with x̂ = x̄ − ℓ̄x, and the sums over the samples for weights and biases",
                       .clauses = {{"C3", ClauseKind::law, "b̄ₜ = −Σ ȳ₂"}, {"C6", ClauseKind::error, "textbook, k + p + n + 10"}},
                       .source = "Dinh, Sohl-Dickstein and Bengio, Density estimation using Real NVP (2017), section 3"});
  }
};

inline constexpr Function<AffineCouplingInverse> affine_coupling_inverse;
inline constexpr Function<AffineCouplingInverseVjp> affine_coupling_inverse_vjp;

}  // namespace etalon::contract::calculus
