#pragma once
#include <exception>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// The field has an entry that is certainly not 0.
inline Predicate is_not_zero(const std::string& field) {
  return {field + " ≠ 0", [=](const Inputs& in, std::size_t) -> Complaint {
            const Entries& x = in.real(field);
            std::exception_ptr undecided;
            for (std::size_t i = 0; i < x.size(); ++i) try {
                if (x.less(i, 0) || x.greater(i, 0)) return std::nullopt;
              } catch (...) {
                undecided = std::current_exception();  // another entry may tell
              }
            if (undecided) std::rethrow_exception(undecided);
            return field + " is 0";
          }, {field}, {}};
}

/// r(x) = xᵀAx/xᵀx.
struct RayleighQuotient {
  template <class T> struct In { Tensor<T> a, x; };
  template <class T> struct Out { T rho; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any square matrix"), in::data<&In<T>::x>({n}, "of any length but 0")};
  }
  template <class T> static auto outputs() {
    // B is at least |x|ᵀ|A||x|/xᵀx and |r|: Ax and xᵀ(Ax) have 2n roundings of the one, xᵀx n and the quotient one of the other; each again
    // where ‖x‖ is scaled to 1 before.
    return std::tuple{out::inherent<&Out<T>::rho>({}, 3 * n + 4, "C5", "the quotient")};
  }
  static Statement statement() {
    return {.name = "linalg.rayleigh_quotient",
            .summary = "xᵀAx/xᵀx",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "x"})},
                        {"C2", ClauseKind::domain, is_not_zero("x")},
                        {"C3", ClauseKind::law, "αx has the same for α ≠ 0, A + σI has σ more, Aᵀ the same"},
                        {"C4", ClauseKind::law, "an eigenvector has its eigenvalue"},
                        {"C6", ClauseKind::law, "|r| ≤ ‖A‖_F"},
                        {"C5", ClauseKind::error, "inherent, 3n + 4 roundings: no square of x may leave the range of the format"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), 8.2.2; Parlett, The Symmetric Eigenvalue Problem (1998), 1.5"};
  }
};

/// Ā = xxᵀ/xᵀx, x̄ = ((A + Aᵀ)x − 2r·x)/xᵀx.
struct RayleighQuotientGradient : Gradient<RayleighQuotient> {
  template <class T> struct Out { Tensor<T> grad_a, grad_x; };

  template <class T> static auto outputs() {
    using P = RayleighQuotient;
    // Ā: xᵀx has n roundings, then a product and a quotient, and those of x at length 1. x̄: T counts a rounding once; Ax, Aᵀx and r in
    // another order, n and 3n of them, and eight more.
    return std::tuple{out::inherent<&Out<T>::grad_a>(P::n + 4, "C5", "Ā"), out::textbook<&Out<T>::grad_x>(4 * P::n + 8, "C5", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "Ā = xxᵀ/xᵀx, x̄ = ((A + Aᵀ)x − 2r·x)/xᵀx",
                       .clauses = {{"C3", ClauseKind::law, "⟨Ā, I⟩ = 1 and ⟨Ā, A⟩ = r"},
                                   {"C4", ClauseKind::law, "⟨x̄, x⟩ = 0; x̄ = 0 at an eigenvector of a symmetric A"},
                                   {"C5", ClauseKind::error, "Ā: inherent, n + 4 roundings; x̄: textbook, 4n + 8"}},
                       .source = "Golub and Van Loan, Matrix Computations (2013), 8.2.2"});
  }
};

inline constexpr Function<RayleighQuotient> rayleigh_quotient;
inline constexpr Function<RayleighQuotientGradient> rayleigh_quotient_gradient;

}  // namespace etalon::contract::linalg
