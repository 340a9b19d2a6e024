#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// The natural gradient of a categorical distribution.
struct NaturalGradientCategorical {
  template <class T> struct In { Tensor<T> theta, g; };
  template <class T> struct Out { Tensor<T> natural; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "logits of the first n of n + 1 classes, beside 0 of the last: pᵢ = exp θᵢ/(1 + Σ exp θⱼ)"),
                      in::data<&In<T>::g>({n}, "the gradient by θ")};
  }
  template <class T> static auto outputs() {
    // Two sums of n, an exponential of 2 and its argument, the quotients, products and the last sum.
    return std::tuple{out::inherent<&Out<T>::natural>({n}, 2 * n + 8, "C4", "F⁻¹g")};
  }
  static Statement statement() {
    return {.name = "optimization.natural_gradient.categorical",
            .summary = "F⁻¹g = gᵢ/pᵢ + Σⱼ gⱼ/p_(n+1), with Fisher's matrix F = diag(p) − ppᵀ of the first n classes",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "g"})},
                        {"C2", ClauseKind::law, "F·F⁻¹g = g"},
                        {"C3", ClauseKind::law, "invariance: by the probabilities p themselves, whose gradient is F⁻¹g and whose Fisher matrix is F⁻¹, it moves p by F(F⁻¹g) = g, as by θ"},
                        {"C4", ClauseKind::error, "inherent, 2n + 8"}},
            .source = "Amari, Natural gradient works efficiently in learning, Neural Computation 10 (1998)",
            .no_derivative = "a step updates a state"};
  }
};

inline constexpr Function<NaturalGradientCategorical> natural_gradient_categorical;

}  // namespace etalon::contract::optimization
