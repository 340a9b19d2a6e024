#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::tensor {

/// C = abᵀ.
struct Outer {
  template <class T> struct In { Tensor<T> a; Tensor<T> b; };
  template <class T> struct Out { Tensor<T> c; };

  inline static const Count m{"m"}, n{"n"};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::a>({m}, "a vector"), in::data<&In<T>::b>({n}, "a vector")}; }
  template <class T> static auto outputs() { return std::tuple{out::exact<&Out<T>::c>({m, n}, "C3", "abᵀ")}; }
  static Statement statement() {
    return {.name = "tensor.outer",
            .summary = "cᵢⱼ = aᵢbⱼ",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "b"})},
                        {"C2", ClauseKind::law, "of rank 1: every minor of order 2 is 0; (abᵀ)ᵀ = baᵀ"},
                        {"C3", ClauseKind::error, "exact: rounded once"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 1.1",
            .aliases = {"ger"}};
  }
};

/// ā = C̄b, b̄ = C̄ᵀa.
struct OuterVjp : Vjp<Outer> {
  template <class T> struct Out { Tensor<T> grad_a; Tensor<T> grad_b; };

  template <class T> static auto outputs() {
    // A product and n − 1, or m − 1, additions.
    return std::tuple{out::inherent<&Out<T>::grad_a>(Outer::n, "C3", "C̄b"), out::inherent<&Out<T>::grad_b>(Outer::m, "C3", "C̄ᵀa")};
  }
  static Statement statement() {
    return derivative({.summary = "ā = C̄b, b̄ = C̄ᵀa",
                       .clauses = {{"C2", ClauseKind::law, "⟨ā, a⟩ = ⟨b̄, b⟩ = ⟨C̄, abᵀ⟩"}, {"C3", ClauseKind::error, "inherent, n and m roundings"}},
                       .source = "Giles, Collected matrix derivative results (2008)"});
  }
};

inline constexpr Function<Outer> outer;
inline constexpr Function<OuterVjp> outer_vjp;

}  // namespace etalon::contract::tensor
