#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// The sign and log|det A|.
struct Slogdet {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { T sign{}, logabsdet{}; T omega{}; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any square matrix")};
  }
  template <class T> static auto outputs() {
    // The n + 1 roundings of an entry of LU (linalg.lu); n sums and a logarithm, off by up to 2u.
    return std::tuple{out::laws<&Out<T>::sign>({}, "−1, 0 or 1"),
                      out::backward<&Out<T>::logabsdet>({}, n + 4, "C5", "log|det A|; −∞ of a singular matrix"),
                      out::analysis<&Out<T>::omega>({}, "ω, the largest |u_ij| that partial pivoting meets in exact arithmetic")};
  }
  static Statement statement() {
    return {.name = "linalg.slogdet",
            .summary = "the sign of det A and log|det A|, which is representable where the determinant is not",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "sign·exp(logabsdet) = det A; 0 and −∞ for a singular matrix"},
                        {"C3", ClauseKind::law, "αA has log|α| more for each row, and its sign times that of αⁿ"},
                        {"C4", ClauseKind::law, "the sign is −1, 0 or 1; 0 if and only if logabsdet is −∞"},
                        {"C5", ClauseKind::error, "backward, with β and μ of linalg.det: where ρ = max(1 − β/|det A|, 1 − μ) > 0, the sign is that of det A and |ℓ − log|det A|| ≤ δ − log ρ; "
                                                  "elsewhere ℓ ≤ log(|det A| + β) + δ; δ = cu(2n·max(0, log ω) + |ℓ|), c = n + 4"}},
            .source = "Ipsen and Rehman, SIAM J. Matrix Anal. Appl. 30 (2008), Theorem 2.12; Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorem 9.3 and section 14.6"};
  }
};

/// Ā = ℓ̄A⁻ᵀ: the cotangent of A for the cotangent ℓ̄ of log|det A|; the sign is constant.
struct SlogdetVjp : Vjp<Slogdet> {
  template <class T> struct Out { Tensor<T> grad_a; };

  template <class T> static auto outputs() {
    // That of linalg.inverse, and the product with ℓ̄.
    return std::tuple{out::backward<&Out<T>::grad_a>(3 * Slogdet::n + 3, "C4", "ℓ̄A⁻ᵀ")};
  }
  // Within n³u of singular, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return derivative({.summary = "Ā = ℓ̄A⁻ᵀ, for the cotangent ℓ̄ of log|det A|; the cotangent of the sign changes nothing",
                       .clauses = {{"C2", ClauseKind::domain, "A is not singular: log|det A| is −∞ there"},
                                   {"C3", ClauseKind::law, "AᵀĀ = ĀAᵀ = ℓ̄I"},
                                   {"C4", ClauseKind::error, "backward, of columns or of rows: |AĀᵀ − ℓ̄I| or |ĀᵀA − ℓ̄I| ≤ γn²ω·max |ā_ij| + cn²(1 + ω)(1 + |ℓ̄|)η, "
                                                             "γ = cu/(1 − cu), c = 3n + 3"}},
                       .source = "Petersen and Pedersen, The Matrix Cookbook (2012), section 2.1.4; Higham, Accuracy and Stability of Numerical Algorithms (2002), section 14.3"});
  }
};

inline constexpr Function<Slogdet> slogdet;
inline constexpr Function<SlogdetVjp> slogdet_vjp;

}  // namespace etalon::contract::linalg
