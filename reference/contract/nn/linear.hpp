#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// z = xWᵀ + b.
struct Linear {
  template <class T> struct In { Tensor<T> x; Tensor<T> weight; Tensor<T> bias; };
  template <class T> struct Out { Tensor<T> z; };

  inline static const Count n{"n"}, k{"k"}, m{"m"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n, k}, "a row for each sample"), in::data<&In<T>::weight>({m, k}, "W, a row for each output"), in::data<&In<T>::bias>({m}, "b")};
  }
  template <class T> static auto outputs() {
    // A product and k additions, that of the bias among them.
    return std::tuple{out::inherent<&Out<T>::z>({n, m}, k + 1, "C3", "z")};
  }
  static Statement statement() {
    return {.name = "nn.linear",
            .summary = "z = xWᵀ + b: zᵢⱼ = Σ xᵢₖwⱼₖ + bⱼ",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "weight", "bias"})},
                        {"C2", ClauseKind::law, "affine: z(x + y) + z(0) = z(x) + z(y); the Jacobian of a row is W"},
                        {"C3", ClauseKind::error, "inherent, k + 1 roundings in any order"}},
            .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.1",
            .aliases = {"dense", "gemm"}};
  }
};

/// x̄ = z̄W, W̄ = z̄ᵀx, b̄ = Σ z̄.
struct LinearVjp : Vjp<Linear> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_weight; Tensor<T> grad_bias; };

  template <class T> static auto outputs() {
    // A product and additions: of m outputs, or of n samples.
    return std::tuple{out::inherent<&Out<T>::grad_x>(Linear::m, "C3", "z̄W"), out::inherent<&Out<T>::grad_weight>(Linear::n, "C3", "z̄ᵀx"), out::inherent<&Out<T>::grad_bias>(Linear::n, "C3", "Σ z̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = z̄W, W̄ = z̄ᵀx, b̄ = Σ z̄ over the samples",
                       .clauses = {{"C2", ClauseKind::law, "⟨x̄, x⟩ = ⟨W̄, W⟩ = ⟨z̄, z⟩ − ⟨b̄, b⟩"}, {"C3", ClauseKind::error, "inherent, m and n roundings"}},
                       .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.5"});
  }
};

inline constexpr Function<Linear> linear;
inline constexpr Function<LinearVjp> linear_vjp;

}  // namespace etalon::contract::nn
