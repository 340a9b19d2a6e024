#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// ρ(A) = max |λⱼ|.
struct SpectralRadius {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { T rho; };

  inline static const Count n{"n"};
  /// As linalg.eigvals, a worst case, and 4 for the modulus; any disc may reach furthest, so that the widest decides.
  inline static const Count roundings = 2 * n * n + 102 * n + 4;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any real square matrix")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::rho>({}, roundings, "C6", "the largest |λ|")};
  }
  static Complaint none(const Inputs& in, std::size_t) {
    if (in.real("a").size() > 0) return std::nullopt;
    return "a has no entries";
  }
  static Statement statement() {
    return {.name = "linalg.spectral_radius",
            .summary = "ρ(A) = max |λⱼ|, the rate at which Aᵏ grows or decays",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C7", ClauseKind::precondition, Predicate("A has entries", none), "A has entries: of none there is no largest, and libraries say 0, −∞, or nothing"},
                        {"C2", ClauseKind::law, "ρ(A) ≤ ‖A‖ in the norms ‖·‖₁, ‖·‖_∞ and ‖·‖_F; |tr A| ≤ n·ρ(A)"},
                        {"C3", ClauseKind::law, "ρ(Aᵀ) = ρ(A), ρ(αA) = |α|·ρ(A)"},
                        {"C4", ClauseKind::law, "ρ(A)ᵏ ≤ ‖Aᵏ‖, and the same ρ comes of A²: ρ(A²) = ρ(A)²"},
                        {"C5", ClauseKind::law, "ρ(|A|) is at least ρ(A), the smallest row sum of |A|, and at most the largest (Perron and Frobenius)"},
                        {"C6", ClauseKind::error,
                         "backward: ρ̂ is that of A + E, ‖E‖_F ≤ c(u·‖A‖_F + n·η) with c = 2n² + 102n + 4: no larger than the discs of "
                         "linalg.eig's C9 reach, and no smaller than the set of discs with the largest λ allows"},
                        {"C8", ClauseKind::error, "backward, with e that bound of ‖E‖_F: n·ρ̂ᵏ ≥ |tr Aᵏ| − √n((‖A‖_F + e)ᵏ − ‖A‖_Fᵏ) for k ≤ 4"}},
            .source = "Horn and Johnson, Matrix Analysis (2013), 5.6 and 8.1",
            .no_derivative = "a maximum over eigenvalues, which has kinks where moduli tie, and is not Lipschitz where eigenvalues meet"};
  }
};

inline constexpr Function<SpectralRadius> spectral_radius;

}  // namespace etalon::contract::linalg
