#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::tensor {

/// y = Wx.
struct Matvec {
  template <class T> struct In { Tensor<T> w; Tensor<T> x; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count m{"m"}, n{"n"};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::w>({m, n}, "a matrix"), in::data<&In<T>::x>({n}, "a vector")}; }
  template <class T> static auto outputs() {
    // A product and n − 1 additions, in any order.
    return std::tuple{out::inherent<&Out<T>::y>({m}, n, "C3", "Wx")};
  }
  static Statement statement() {
    return {.name = "tensor.matvec",
            .summary = "yᵢ = Σⱼ wᵢⱼxⱼ",
            .clauses = {{"C1", ClauseKind::domain, finite({"w", "x"})},
                        {"C2", ClauseKind::law, "W(x + z) = Wx + Wz, and Wx is the product of W with a matrix of one column"},
                        {"C3", ClauseKind::error, "inherent, n roundings in any order"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 1.1",
            .aliases = {"mv", "gemv"}};
  }
};

/// W̄ = ȳxᵀ, x̄ = Wᵀȳ.
struct MatvecVjp : Vjp<Matvec> {
  template <class T> struct Out { Tensor<T> grad_w; Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::grad_w>("C3", "ȳxᵀ"), out::inherent<&Out<T>::grad_x>(Matvec::m, "C3", "Wᵀȳ")};
  }
  static Statement statement() {
    return derivative({.summary = "W̄ = ȳxᵀ, x̄ = Wᵀȳ",
                       .clauses = {{"C2", ClauseKind::law, "⟨x̄, x⟩ = ⟨W̄, W⟩ = ⟨ȳ, Wx⟩"}, {"C3", ClauseKind::error, "W̄ exact, x̄ inherent with m roundings"}},
                       .source = "Giles, Collected matrix derivative results (2008)"});
  }
};

inline constexpr Function<Matvec> matvec;
inline constexpr Function<MatvecVjp> matvec_vjp;

}  // namespace etalon::contract::tensor
