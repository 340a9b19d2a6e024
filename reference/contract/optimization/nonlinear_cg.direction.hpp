#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// The next direction of nonlinear conjugate gradients.
struct NonlinearCgDirection {
  enum class Variant { fletcher_reeves, polak_ribiere, polak_ribiere_plus, hestenes_stiefel };

  template <class T> struct In { Tensor<T> g, g_before, d_before; };
  template <class T> struct Out { Tensor<T> d; T beta; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::g>({n}, "the gradient"), in::data<&In<T>::g_before>({n}, "g₀, that before the step"), in::data<&In<T>::d_before>({n}, "d₀, the direction of the step")};
  }
  template <class T> static auto outputs() {
    // T counts every operation once; sums of n in another order are off by n of these.
    return std::tuple{out::textbook<&Out<T>::d>({n}, n + 5, "C7", "−g + βd₀"), out::textbook<&Out<T>::beta>({}, n + 4, "C7", "β")};
  }
  // Where d₀ᵀ(g − g₀) cancels, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "optimization.nonlinear_cg.direction",
            .summary = "d = −g + βd₀, β by the last two gradients",
            .clauses = {{"C1", ClauseKind::domain, finite({"g", "g_before", "d_before"})},
                        {"C2", ClauseKind::domain, "β's denominator is not 0: g₀ ≠ 0, of hestenes_stiefel d₀ᵀ(g − g₀) ≠ 0"},
                        {"C3", ClauseKind::law, "where gᵀg₀ = 0, polak_ribiere is fletcher_reeves; where also gᵀd₀ = 0 and d₀ᵀg₀ = −g₀ᵀg₀, hestenes_stiefel is too: as on a quadratic"},
                        {"C4", ClauseKind::law, "after an exact line search, gᵀd₀ = 0, it descends: gᵀd = −gᵀg"},
                        {"C5", ClauseKind::law, "hestenes_stiefel: dᵀ(g − g₀) = 0, conjugate to the step"},
                        {"C6", ClauseKind::law, "a step that changes nothing, g = g₀, restarts polak_ribiere with −g; polak_ribiere_plus is the larger of it and 0"},
                        {"C7", ClauseKind::error, "textbook, n + 5 and n + 4"}},
            .source = "Fletcher and Reeves (1964); Polak and Ribière (1969); Hestenes and Stiefel (1952); Nocedal and Wright, Numerical Optimization (2006), (5.41), (5.44)–(5.46)",
            .variants = {{"fletcher_reeves", "β = gᵀg/g₀ᵀg₀"},
                         {"polak_ribiere", "β = gᵀ(g − g₀)/g₀ᵀg₀"},
                         {"polak_ribiere_plus", "β = max(0, gᵀ(g − g₀)/g₀ᵀg₀): SciPy's CG"},
                         {"hestenes_stiefel", "β = gᵀ(g − g₀)/d₀ᵀ(g − g₀)"}},
            .no_derivative = "a step updates a state: what is differentiated is the minimum, which the steps tend to"};
  }
};

inline constexpr Function<NonlinearCgDirection> nonlinear_cg_direction;

}  // namespace etalon::contract::optimization
