#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// X = A⁺B: of all that minimize ‖AX − B‖, the shortest.
struct LstsqMinNorm {
  template <class T> struct In { Tensor<T> a; Tensor<T> b; T rcond; };
  template <class T> struct Out { Tensor<T> x; };

  inline static const Count m{"m"}, n{"n"}, p{"p"}, k{"k"};
  // linalg.svd's 2mn + k(m + n) + 48k; then UᵀB, the quotients and V times them: m + n + k + 1 roundings.
  inline static const Count c = 2 * m * n + k * m + k * n + 49 * k + m + n + 1;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix"), in::data<&In<T>::b>({m, p}, "right sides, column by column"),
                      in::exact<&In<T>::rcond>({}, "singular values up to rcond·σ₁ count as 0; 0: the rank of A as it stands").or_else("0")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::x>({n, p}, c, "C7", "the solutions, column by column")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::min(in.a.shape[0], in.a.shape[1])}}; }
  // A singular value on the threshold itself has no decision: the reference says so.
  static Statement statement() {
    return {.name = "linalg.lstsq_min_norm",
            .summary = "the shortest X that minimizes ‖A_rX − B‖_F: X = A⁺B, A_r being A without the singular values up to rcond·σ₁",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "b"})},
                        {"C2", ClauseKind::precondition, not_negative("rcond") && below("rcond", 1), "0 ≤ rcond < 1"},
                        {"C3", ClauseKind::law, "the normal equations: AᵀAX = AᵀB with rcond = 0"},
                        {"C4", ClauseKind::law, "X lies in the row space of A_r: A_r⁺A_rX = X"},
                        {"C5", ClauseKind::law, "no other X has a smaller residual, and none with the same is shorter"},
                        {"C6", ClauseKind::law, "X is linear in B, and X = A⁺B with linalg.pinv"},
                        {"C7", ClauseKind::error,
                         "with e, e′ as in linalg.pinv for c = 2mn + k(m + n) + 49k + m + n + 1 and s = σ_r − e′: ‖X̂ − X‖_F ≤ e′(3‖X‖_F/s + "
                         "‖B − A_rX‖_F/s²) + 2c(u·‖B‖_F + η)/s + √(np)·η (Wedin), wherever every singular value is further than 2e from rcond·σ₁ and e′ < σ_r/2"},
                        {"C8", ClauseKind::error,
                         "backward, whatever σ_r is: with e″ = (1 + 2√k)e and R = B − AX̂, ‖AᵀR‖_F ≤ (rcond(‖A‖_F + e″) + e″)‖R‖_F + "
                         "(‖A‖_F + e″)(c(u·‖B‖_F + η) + 3e″‖X̂‖_F + ‖A‖_F·√(np)·η)"}},
            .source = "Wedin, Perturbation theory for pseudo-inverses, BIT 13 (1973); Björck, Numerical Methods for Least Squares Problems (1996), "
                      "sections 1.4 and 2.2; LAPACK Users' Guide (1999), section 4.5",
            .no_derivative = "not continuous where the rank changes, and which values count is a decision; linalg.lstsq has a derivative at full rank"};
  }
};

inline constexpr Function<LstsqMinNorm> lstsq_min_norm;

}  // namespace etalon::contract::linalg
