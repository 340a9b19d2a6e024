#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// The direction of L-BFGS, from the last pairs alone.
struct LbfgsDirection {
  enum class Variant { scaled, identity };

  template <class T> struct In { Tensor<T> g, s, y; };
  template <class T> struct Out { Tensor<T> d; };

  inline static const Count n{"n"}, m{"m"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::g>({n}, "the gradient"), in::data<&In<T>::s>({m, n}, "the last m steps, the oldest first; none before the first step"),
                      in::data<&In<T>::y>({m, n}, "by how much the gradient has changed over each")};
  }
  template <class T> static auto outputs() {
    // T counts every operation once, and of a product in a sum its operands' last bits too; sums of n in another order are off by n of these.
    return std::tuple{out::textbook<&Out<T>::d>({n}, n + 4, "C6", "−Hg")};
  }
  // Where sᵀy cancels to within nu|s|ᵀ|y|, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "optimization.lbfgs_direction",
            .summary = "−Hg by the two loops over the pairs, H what optimization.bfgs makes of γI in m updates, γ = sᵀy/yᵀy of the newest pair",
            .clauses = {{"C1", ClauseKind::domain, finite({"g", "s", "y"})},
                        {"C2", ClauseKind::domain, "sᵀy > 0 of every pair"},
                        {"C3", ClauseKind::law, "it is −Hg with the dense H that optimization.bfgs makes of γI, pair by pair"},
                        {"C4", ClauseKind::law, "it descends, gᵀd < 0, unless g = 0; it is linear in g"},
                        {"C5", ClauseKind::law, "the secant equation of the newest pair: for g = y it is −s; without pairs −g"},
                        {"C6", ClauseKind::error, "textbook, n + 4"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), algorithm 7.4 and (7.20)",
            .variants = {{"scaled", "γ = sᵀy/yᵀy of the newest pair: PyTorch, SciPy"}, {"identity", "γ = 1"}},
            .no_derivative = "a step updates a state: what is differentiated is the minimum, which the steps tend to",
            .aliases = {"LBFGS", "scale_by_lbfgs", "LbfgsInvHessProduct"}};
  }
};

inline constexpr Function<LbfgsDirection> lbfgs_direction;

}  // namespace etalon::contract::optimization
