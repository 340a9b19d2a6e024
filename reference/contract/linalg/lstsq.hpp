#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// min ‖b − Ax‖.
struct Lstsq {
  template <class T> struct In { Tensor<T> a, b; };
  template <class T> struct Out { Tensor<T> x; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "of full column rank, m ≥ n"),
                      in::data<&In<T>::b>({m, k}, "k right sides, one in each column")};
  }
  template <class T> static auto outputs() {
    // n reflections of 4m + 20 roundings (linalg.qr) on the columns of A and b, and back substitution of n: the theorem's
    // 4n(m + 5) + n, and the same again for methods by two-sided reflections.
    return std::tuple{out::backward<&Out<T>::x>({n, k}, 8 * n * (m + 6), "C6", "the solutions, one in each column")};
  }
  // Within n³u of a smaller rank, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "linalg.lstsq",
            .summary = "the x with the least ‖b − Ax‖₂, for any number of right sides and an A of full column rank",
            .clauses = {{"C1", ClauseKind::domain, finite(std::vector<std::string>{"a", "b"})},
                        {"C2", ClauseKind::precondition, "the columns of A are independent; so m ≥ n"},
                        {"C3", ClauseKind::law, "Aᵀ(b − Ax) = 0"},
                        {"C4", ClauseKind::law, "for b = Ax₀ + r with Aᵀr = 0 it is x₀"},
                        {"C5", ClauseKind::law, "‖b‖² = ‖Ax‖² + ‖b − Ax‖² (Pythagoras)"},
                        {"C6", ClauseKind::error, "backward (Wedin): ‖x̂ − x‖ ≤ κε/(1 − κε)·(2‖x‖ + (κ + 1)‖b − Ax‖/σ₁) + cκnη for each column, ε = √n·γ, "
                                                  "γ = cu/(1 − cu), κ = σ₁/σ_n, c = 8n(m + 6); where κε < 1"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 20.1 and 20.3"};
  }
};

}  // namespace etalon::contract::linalg
