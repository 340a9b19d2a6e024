#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// The inverse of x[q] ↦ Σ_q a[p, q]·x[q], p and q standing for several indices each.
struct Tensorinv {
  template <class T> struct In { Tensor<T> a; std::int64_t ind = 2; };
  template <class T> struct Out { Tensor<T> ainv; T omega{}; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>(Any{}, "of shape P + Q"),
                      in::exact<&In<T>::ind>({}, "how many axes of a are P; the others are Q").or_else("2")};
  }
  template <class T> static auto outputs() {
    // Of elimination and of two triangular systems, n each (Higham, Theorem 9.4); the reciprocals of pivots, 2.
    return std::tuple{out::backward<&Out<T>::ainv>(Any{}, 3 * n + 2, "C8", "of shape Q + P: the inverse"),
                      out::analysis<&Out<T>::omega>({}, "ω, the largest |u_ij| that partial pivoting meets in exact arithmetic")};
  }
  template <class In> static SizeValues sizes(const In& in) {
    const auto first = in.a.shape.begin() + std::clamp<std::int64_t>(in.ind, 0, static_cast<std::int64_t>(in.a.rank()));
    return {{"n", count_of(Dimensions(first, in.a.shape.end()))}};
  }
  /// The shape Q + P of the inverse, and the order n of the unfolded matrix.
  struct Unfolded {
    Dimensions inverted;
    std::int64_t n;
  };
  static Unfolded unfold(const Dimensions& given, std::int64_t ind) {
    const Dimensions p(given.begin(), given.begin() + ind), q(given.begin() + ind, given.end());
    Unfolded unfolded{q, count_of(q)};
    unfolded.inverted.insert(unfolded.inverted.end(), p.begin(), p.end());
    return unfolded;
  }
  static bool is_count_of_axes(const Dimensions& given, std::int64_t ind) { return ind >= 1 && ind <= static_cast<std::int64_t>(given.size()); }
  static Predicate unfolds_to_a_square() {
    return {"the first ind axes of a have as many entries as the others: ΠP = ΠQ = n", [](const Inputs& in, std::size_t) -> Complaint {
              const Dimensions& given = in.shape("a");
              const std::int64_t ind = in.integer("ind");
              if (!is_count_of_axes(given, ind)) return std::nullopt;  // C4 says so
              const std::int64_t rows = count_of(Dimensions(given.begin(), given.begin() + ind)), columns = unfold(given, ind).n;
              if (rows == columns) return std::nullopt;
              return "a of shape " + shape_text(given) + " has " + std::to_string(rows) + " rows and " + std::to_string(columns) + " columns";
            }};
  }
  static Predicate ind_counts_axes() {
    return {"1 ≤ ind ≤ the number of axes of a", [](const Inputs& in, std::size_t) -> Complaint {
              const Dimensions& given = in.shape("a");
              if (is_count_of_axes(given, in.integer("ind"))) return std::nullopt;
              return "ind is " + std::to_string(in.integer("ind")) + "; expected 1 … the " + std::to_string(given.size()) + " axes of a";
            }};
  }
  // Within n³u of singular, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "linalg.tensorinv",
            .summary = "the ainv with Σ_q a[p, q]·ainv[q, p′] = δ_pp′, p the first ind axes of a and q the others: A⁻¹ with a unfolded, row-major, "
                       "to the n×n matrix A",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::domain, "A is not singular"},
                        {"C3", ClauseKind::domain, unfolds_to_a_square()},
                        {"C4", ClauseKind::precondition, ind_counts_axes()},
                        {"C5", ClauseKind::law, "Σ_q a[p, q]·ainv[q, p′] = δ_pp′ and Σ_p ainv[q, p]·a[p, q′] = δ_qq′"},
                        {"C6", ClauseKind::law, "Σ_p ainv[q, p]·b[p] is linalg.tensorsolve of a and b"},
                        {"C7", ClauseKind::law, "the axes P or Q of a in another order are those of ainv in that order"},
                        {"C8", ClauseKind::error, "backward, of columns or of rows, with X the matrix of ainv: |AX − I| ≤ γn²ω·max |x_ij| + cn²(1 + ω)η "
                                                  "or |XA − I| is, γ = cu/(1 − cu), c = 3n + 2"}},
            .source = "numpy.linalg.tensorinv; Higham, Accuracy and Stability of Numerical Algorithms (2002), section 14.3"};
  }
};

/// linalg.inverse.vjp of the unfolded matrix: Ā = −XᵀX̄Xᵀ.
struct TensorinvVjp : Vjp<Tensorinv> {
  template <class T> struct Out { Tensor<T> grad_a; };

  template <class T> static auto outputs() {
    // That of linalg.inverse.vjp.
    return std::tuple{out::textbook<&Out<T>::grad_a>(5 * Tensorinv::n + 2, "C6", "−XᵀX̄Xᵀ, folded as a is")};
  }
  static Statement statement() {
    return derivative({.summary = "Ā = −XᵀX̄Xᵀ with X the matrix of ainv and X̄ that of its cotangent, folded as a is",
                       .clauses = {{"C5", ClauseKind::law, "AᵀĀAᵀ = −X̄ of the unfolded matrices"},
                                   {"C6", ClauseKind::error, "textbook, 5n + 2: the inverse by elimination, and two products in either order"},
                                   {"C7", ClauseKind::error, "backward: ‖Ā̂ − Ā‖_F ≤ ρ‖Ā‖_F + ρ(1 + ρ)‖X‖₂·max(‖XᵀX̄‖_F, ‖X̄Xᵀ‖_F) + γ₂((1 + ρ)‖X‖_F)²‖X̄‖_F + n²(1 + ‖X‖_F)η "
                                                             "with ρ = ρ₀/(1 − ρ₀), ρ₀ = γωn(n + 1)/2·‖X‖_F + cn²(1 + ω)η < 1, γ = cu/(1 − cu), c = 3n + 2, and γ₂ of 2n + 1"}},
                       .source = "Petersen and Pedersen, The Matrix Cookbook (2012), section 2.2; Higham, Accuracy and Stability of Numerical Algorithms (2002), section 14.3"});
  }
};

inline constexpr Function<Tensorinv> tensorinv;
inline constexpr Function<TensorinvVjp> tensorinv_vjp;

}  // namespace etalon::contract::linalg
