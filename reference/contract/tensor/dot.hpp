#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::tensor {

/// y = Σ aᵢbᵢ.
struct Dot {
  template <class T> struct In { Tensor<T> a; Tensor<T> b; };
  template <class T> struct Out { T y; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::a>({n}, "a vector"), in::data<&In<T>::b>({n}, "a vector")}; }
  template <class T> static auto outputs() {
    // A product and n − 1 additions, in any order.
    return std::tuple{out::inherent<&Out<T>::y>({}, n, "C3", "Σ ab")};
  }
  static Statement statement() {
    return {.name = "tensor.dot",
            .summary = "y = Σ aᵢbᵢ; 0 of no entries",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "b"})},
                        {"C2", ClauseKind::law, "⟨a, b⟩ = ⟨b, a⟩, and ⟨a, b⟩² ≤ ⟨a, a⟩⟨b, b⟩"},
                        {"C3", ClauseKind::error, "inherent, n roundings in any order"}},
            .source = "Jeannerod and Rump, Improved error bounds for inner products in floating-point arithmetic, SIAM J. Matrix Anal. Appl. 34 (2013)",
            .aliases = {"vdot", "inner"}};
  }
};

/// ā = ȳb, b̄ = ȳa.
struct DotVjp : Vjp<Dot> {
  template <class T> struct Out { Tensor<T> grad_a; Tensor<T> grad_b; };

  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::grad_a>("C3", "ȳb"), out::exact<&Out<T>::grad_b>("C3", "ȳa")};
  }
  static Statement statement() {
    return derivative({.summary = "ā = ȳb, b̄ = ȳa",
                       .clauses = {{"C2", ClauseKind::law, "⟨ā, a⟩ = ⟨b̄, b⟩ = ȳ·y"}, {"C3", ClauseKind::error, "exact"}},
                       .source = "Giles, Collected matrix derivative results (2008)"});
  }
};

inline constexpr Function<Dot> dot;
inline constexpr Function<DotVjp> dot_vjp;

}  // namespace etalon::contract::tensor
