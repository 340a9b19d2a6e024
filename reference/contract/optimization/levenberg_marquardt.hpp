#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// The damped step of Gauss and Newton.
struct LevenbergMarquardt {
  enum class Variant { marquardt, levenberg };

  template <class T> struct In { Tensor<T> j, r; T lambda; };
  template <class T> struct Out { Tensor<T> p; };

  inline static const Count m{"m"}, n{"n"};
  // linalg.lstsq of m + n rows, 8n(m + n + 6); √λ and the lengths of columns m/2 + 4 more, of one sign in every column.
  inline static const Count c = 8 * n * (m + n + 6) + n * (m + 4);

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::j>({m, n}, "the Jacobian of the residuals, of any rank"), in::data<&In<T>::r>({m}, "the residuals"),
                      in::exact<&In<T>::lambda>({}, "λ, the damping")};
  }
  template <class T> static auto outputs() { return std::tuple{out::backward<&Out<T>::p>({n}, c, "C7", "the step")}; }
  static Statement statement() {
    return {.name = "optimization.levenberg_marquardt",
            .summary = "the p with the least ‖Jp + r‖² + λ‖Dp‖²: −(JᵀJ + λD²)⁻¹Jᵀr, by QR of J over √λ·D",
            .clauses = {{"C1", ClauseKind::domain, finite({"j", "r"})},
                        {"C2", ClauseKind::domain, "marquardt: no column of J is 0"},
                        {"C3", ClauseKind::precondition, finite("lambda") && positive("lambda"), "0 < λ < ∞"},
                        {"C4", ClauseKind::law, "(JᵀJ + λD²)p = −Jᵀr"},
                        {"C5", ClauseKind::law, "marquardt: in other units of the variables, x = Az with a diagonal A, the step is A⁻¹p"},
                        {"C6", ClauseKind::law, "‖Dp‖ falls as λ grows, and it descends: (Jᵀr)ᵀp ≤ 0"},
                        {"C7", ClauseKind::error, "backward, linalg.lstsq's C6 (Wedin) for A = J over √λ·D and b = −r over 0, c = 8n(m + n + 6) + n(m + 4); where κε < 1"},
                        {"C8", ClauseKind::error, "backward, for any κ: linalg.lstsq's C7 of the same"}},
            .source = "Levenberg (1944); Marquardt (1963); Moré, The Levenberg-Marquardt algorithm: implementation and theory (1978); Nocedal and Wright, Numerical "
                      "Optimization (2006), section 10.3",
            .variants = {{"marquardt", "D² = diag JᵀJ"}, {"levenberg", "D = I"}},
            .no_derivative = "a step updates a state: what is differentiated is the minimum, which the steps tend to",
            .aliases = {"lm"}};
  }
};

inline constexpr Function<LevenbergMarquardt> levenberg_marquardt;

}  // namespace etalon::contract::optimization
