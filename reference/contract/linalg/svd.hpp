#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// A = UΣVᵀ.
struct Svd {
  template <class T> struct In { Tensor<T> a; std::int64_t full; };
  template <class T> struct Out { Tensor<T> u; Tensor<T> sigma; Tensor<T> vt; };

  inline static const Count m{"m"}, n{"n"}, k{"k"}, p{"p"}, q{"q"};
  // Bidiagonalisation: 2k reflections, each a dot product of at most max(m, n) terms and 3 more roundings: 2mn + 6k. Two QR
  // sweeps for each value, in each of which an entry meets two rotations of 3 roundings: 12k. U and V take the reflections and
  // the rotations once more: k(m + n) + 30k. Reflections grow shorter, but those of a QR factorization may come first. All roundings
  // are taken to have one sign, as n terms can: what is measured stays a tenth or a hundredth of that.
  inline static const Count c = 2 * m * n + k * m + k * n + 48 * k;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix"),
                      in::exact<&In<T>::full>({}, "1: U and V are square; 0: their first k = min(m, n) columns").or_else("0")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::u>({m, p}, c, "C9", "the left singular vectors, column by column; p = m or k"),
                      out::backward<&Out<T>::sigma>({k}, c, "C8", "the singular values, descending"),
                      out::backward<&Out<T>::vt>({q, n}, c, "C9", "the right singular vectors, row by row; q = n or k")};
  }
  template <class In> static SizeValues sizes(const In& in) {
    const std::int64_t rows = in.a.shape[0], columns = in.a.shape[1], least = std::min(rows, columns);
    return {{"k", least}, {"p", in.full == 0 ? least : rows}, {"q", in.full == 0 ? least : columns}};
  }
  static Statement statement() {
    return {.name = "linalg.svd",
            .summary = "the singular value decomposition A = UΣVᵀ: orthonormal columns in U and V, σ₁ ≥ … ≥ σ_k ≥ 0 in Σ",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::precondition, one_of("full", std::vector<std::int64_t>{0, 1})},
                        {"C3", ClauseKind::law, "A = UΣVᵀ, UᵀU = I, VᵀV = I, and σ₁ ≥ … ≥ σ_k ≥ 0, those of linalg.svdvals"},
                        {"C4", ClauseKind::law, "Aᵀ has (V, Σ, U), αA has |α|Σ, and rows of zeros below A change nothing but U's length: their subspaces are A's"},
                        {"C5", ClauseKind::law, "Eckart–Young: without its first j terms A has the Frobenius norm √Σ_{i>j} σᵢ² and the largest singular value σ_{j+1}"},
                        {"C6", ClauseKind::law, "gauge: the sign of a pair (uᵢ, vᵢ), the common rotation of those of a multiple value, and the bases of what σ = 0 or "
                                                "`full` adds are free"},
                        {"C7", ClauseKind::law, "no vector strays into another singular subspace: |uⱼᵀûᵢ|, |vⱼᵀv̂ᵢ| ≤ 2r/(|σⱼ − σᵢ| − r) for exact vectors, "
                                                "r = c(u·‖A‖_F + η), wherever |σⱼ − σᵢ| > 2r"},
                        {"C8", ClauseKind::error, "forward: |σ̂ᵢ − σᵢ| ≤ c(u·σ₁ + η) with c = 2mn + k(m + n) + 48k (Weyl)"},
                        {"C9", ClauseKind::error, "backward: ‖AV̂ − ÛΣ̂‖_F and ‖AᵀÛ − V̂Σ̂ᵀ‖_F ≤ c(u·‖A‖_F + η); ‖ÛᵀÛ − I‖_F ≤ c·√p·u, ‖V̂ᵀV̂ − I‖_F ≤ c·√q·u"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), sections 2.4 and 8.6; Stewart and Sun, Matrix Perturbation Theory (1990), "
                      "chapter V; LAPACK Users' Guide (1999), section 4.9",
            .no_derivative = "singular vectors are free in sign, and in rotation where values are equal; linalg.svdvals.vjp differentiates what is not free"};
  }
};

inline constexpr Function<Svd> svd;

}  // namespace etalon::contract::linalg
