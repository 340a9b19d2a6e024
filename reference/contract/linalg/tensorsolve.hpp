#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// Σ_q a[p, q]·x[q] = b[p], p and q standing for several indices each.
struct Tensorsolve {
  template <class T> struct In { Tensor<T> a, b; };
  template <class T> struct Out { Tensor<T> x; T omega{}; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>(Any{}, "of shape P + Q: an equation for each p, an unknown for each q"),
                      in::data<&In<T>::b>(Any{}, "of shape P: the right sides")};
  }
  template <class T> static auto outputs() {
    // Of elimination, of forward and of back substitution, n each (Higham, Theorem 9.4); the reciprocals of pivots, 2.
    return std::tuple{out::backward<&Out<T>::x>(Any{}, 3 * n + 2, "C7", "of shape Q: the solution"),
                      out::analysis<&Out<T>::omega>({}, "ω, the largest |u_ij| that partial pivoting meets in exact arithmetic")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"n", count_of(in.b.shape)}}; }
  /// The shape Q of the solution.
  static Dimensions unknowns(const Dimensions& given, const Dimensions& p) {
    return {given.begin() + static_cast<std::ptrdiff_t>(std::min(given.size(), p.size())), given.end()};
  }
  static Predicate as_many_unknowns_as_equations() {
    return {"with Q the axes of a after as many as b has: b has n = ΠQ entries and a has n²", [](const Inputs& in, std::size_t) -> Complaint {
              const Dimensions &given = in.shape("a"), &p = in.shape("b");
              const std::int64_t n = count_of(unknowns(given, p));
              if (count_of(p) == n && count_of(given) == n * n) return std::nullopt;
              return "a of shape " + shape_text(given) + " has not as many unknowns and equations as b of shape " + shape_text(p) + " has entries";
            }};
  }
  static Predicate begins_with_the_axes_of_b() {
    return {"the first axes of a are those of b: a.shape = b.shape + Q", [](const Inputs& in, std::size_t) -> Complaint {
              const Dimensions &given = in.shape("a"), &p = in.shape("b");
              if (given.size() >= p.size() && std::equal(p.begin(), p.end(), given.begin())) return std::nullopt;
              return "a of shape " + shape_text(given) + " does not begin with the axes of b, " + shape_text(p);
            }};
  }
  // Within n³u of singular, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "linalg.tensorsolve",
            .summary = "the x with Σ_q a[p, q]·x[q] = b[p] over all the last axes q of a, as many p as q: AX = B with a unfolded, row-major, "
                       "to the n×n matrix A",
            .clauses = {{"C1", ClauseKind::domain, finite("a") && finite("b"), "every entry of a and b is finite"},
                        {"C2", ClauseKind::domain, "A is not singular"},
                        {"C3", ClauseKind::domain, as_many_unknowns_as_equations()},
                        {"C4", ClauseKind::precondition, begins_with_the_axes_of_b()},
                        {"C5", ClauseKind::law, "Σ_q a[p, q]·x[q] = b[p]: for b = Σ_q a[p, q]·x₀[q], x is x₀"},
                        {"C6", ClauseKind::law, "the axes Q of a in another order are those of x in that order; the axes P of a and b in another order "
                                                "have the same x"},
                        {"C7", ClauseKind::error, "backward: |b − Ax|_p ≤ γ·n·ω·Σ|x_q| + cn(1 + ω)η, γ = cu/(1 − cu), c = 3n + 2; n·ω bounds |L||U|"}},
            .source = "numpy.linalg.tensorsolve; Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 9.4 and 9.5"};
  }
};

/// linalg.lu_solve.vjp of the unfolded matrix: b̄ = A⁻ᵀx̄ and Ā = −b̄xᵀ.
struct TensorsolveVjp : Vjp<Tensorsolve> {
  template <class T> struct Out { Tensor<T> grad_a, grad_b; };

  template <class T> static auto outputs() {
    const Count n = Tensorsolve::n;
    // Those of linalg.lu_solve.vjp for one right side.
    return std::tuple{out::textbook<&Out<T>::grad_a>(3 * n + 3, "C7", "−b̄[p]·x[q]"), out::textbook<&Out<T>::grad_b>(3 * n + 2, "C8", "Σ_p a[p, q]·b̄[p] = x̄[q]")};
  }
  static Statement statement() {
    return derivative({.summary = "b̄ with Σ_p a[p, q]·b̄[p] = x̄[q], and ā[p, q] = −b̄[p]·x[q]",
                       .clauses = {{"C5", ClauseKind::law, "Σ_p a[p, q]·b̄[p] = x̄[q]"},
                                   {"C6", ClauseKind::law, "Σ_q ā[p, q]·a[p′, q] = −b̄[p]·b[p′]"},
                                   {"C7", ClauseKind::error, "to a: textbook, 3n + 3"},
                                   {"C8", ClauseKind::error, "to b: textbook, 3n + 2"}},
                       .source = "Giles, Collected matrix derivative results (2008), section 2.3; Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorem 9.4"});
  }
};

inline constexpr Function<Tensorsolve> tensorsolve;
inline constexpr Function<TensorsolveVjp> tensorsolve_vjp;

}  // namespace etalon::contract::linalg
