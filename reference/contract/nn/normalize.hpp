#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// y = x/max(‖x‖, ε) along an axis.
struct Normalize {
  enum class Variant { l2, l1, l2_squared };
  static std::vector<Convention> variants() {
    return {{"l2", "‖x‖ = √Σx²: PyTorch, Keras"}, {"l1", "‖x‖ = Σ|x|"}, {"l2_squared", "ε bounds the square: x/√max(Σx², ε), TensorFlow's l2_normalize"}};
  }

  template <class T> struct In { Tensor<T> x; std::int64_t axis = -1; T epsilon{}; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n"};  // entries along the axis

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "vectors along the axis"), in::exact<&In<T>::axis>({}, "counted from the first, or from the last if negative").or_else("-1"),
                      in::exact<&In<T>::epsilon>({}, "ε, below which no norm divides").or_else("1e-12")};
  }
  template <class I> static SizeValues sizes(const I& in) {
    const auto lanes = Lanes::along(in.x.shape, in.axis);
    return {{"n", lanes ? lanes->length : 0}};
  }
  template <class T> static auto outputs() {
    // A norm, n + 2 as in tensor.norm2, and a quotient, or a product by the inverse.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, n + 4, "C5", "of norm 1, but for ε")};
  }
  static Statement statement() {
    return {.name = "nn.normalize",
            .summary = "y = x/max(‖x‖, ε) along an axis",
            .clauses = {{"C1", ClauseKind::domain, axis_of("axis", "x")},
                        {"C2", ClauseKind::domain, finite({"x", "epsilon"})},
                        {"C3", ClauseKind::precondition, positive("epsilon")},
                        {"C4", ClauseKind::law, "‖y‖ ≤ 1, and 1 where ‖x‖ ≥ ε; αx with |α|ε has ±y"},
                        {"C5", ClauseKind::error, "inherent, n + 4 roundings: no square may leave the range of the format"}},
            .source = "PyTorch's documentation of normalize; Horn and Johnson, Matrix Analysis (2013), section 5.1",
            .variants = variants(),
            .aliases = {"l2_normalize", "lp_normalize", "lp_normalization"}};
  }
};

/// With s = max(‖x‖, ε): x̄ = (ȳ − ∇‖x‖·⟨ȳ, y⟩)/s where ‖x‖ > ε, and ȳ/ε where ‖x‖ < ε.
struct NormalizeVjp : Vjp<Normalize> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // T counts a rounding once; sums of n in another order, for the norm and the product, and at most ten on the way.
    return std::tuple{out::textbook<&Out<T>::grad_x>(2 * Normalize::n + 10, "C5", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = (ȳ − ∇‖x‖·⟨ȳ, y⟩)/‖x‖ where ‖x‖ > ε, with ∇‖x‖ = y, or sgn x for l1; ȳ/ε where ‖x‖ < ε",
                       .clauses = {{"C4", ClauseKind::law, "⟨x̄, x⟩ = 0 where ‖x‖ > ε; where ‖x‖ = ε every number between both answers is right, and for l1 at x = 0 between both signs; the reference takes ȳ/ε and sgn 0 = 0"},
                                   {"C5", ClauseKind::error, "textbook, 2n + 10"}},
                       .source = "Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation (2008)"});
  }
};

inline constexpr Function<Normalize> normalize;
inline constexpr Function<NormalizeVjp> normalize_vjp;

}  // namespace etalon::contract::nn
