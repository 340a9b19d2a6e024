#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// W₁ = ∫|F − G| of two empirical distributions on the line.
struct Wasserstein11d {
  template <class T> struct In { Tensor<T> x; Tensor<T> y; Tensor<T> x_weights = Tensor<T>({0}); Tensor<T> y_weights = Tensor<T>({0}); };
  template <class T> struct Out { T distance; };

  inline static const Count n{"n", 1}, m{"m", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n}, "samples, in any order"), in::data<&In<T>::y>({m}, "other samples"),
                      in::data<&In<T>::x_weights>({any_extent}, "a weight for each of x, or none: then all weigh the same").or_else("[]"),
                      in::data<&In<T>::y_weights>({any_extent}, "a weight for each of y, or none").or_else("[]")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums of at most n + m in another order, a sum of all weights by each, and a quotient.
    return std::tuple{out::textbook<&Out<T>::distance>({}, n + m + 3, "C7", "the distance")};
  }
  static Complaint unfit(const Inputs& in, std::size_t) {
    for (const auto& [samples, weights] : {std::pair{"x", "x_weights"}, std::pair{"y", "y_weights"}}) {
      const Entries& w = in.real(weights);
      if (w.size() == 0) continue;
      if (w.size() != in.real(samples).size()) return std::string(weights) + " has " + std::to_string(w.size()) + " entries, and " + samples + " " + std::to_string(in.real(samples).size());
      bool any = false;
      for (std::size_t i = 0; i < w.size(); ++i) any = any || w.greater(i, 0);
      if (!any) return std::string(weights) + " has no positive weight";
    }
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "gan.wasserstein1_1d",
            .summary = "The Wasserstein distance of order 1 of samples on the line: ∫|F − G|, with F and G their distribution functions",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "y"})},
                        {"C2", ClauseKind::precondition, finite({"x_weights", "y_weights"}) && not_negative("x_weights") && not_negative("y_weights")},
                        {"C3", ClauseKind::precondition, Predicate{"there are no weights, or one for each sample, and one of them is positive", unfit}},
                        {"C4", ClauseKind::law, "distance ≥ 0; symmetric; in no order of the samples; |c| between x and x + c, and |α| times as large of αx and αy"},
                        {"C5", ClauseKind::law, "of as many samples without weights it is mean |x₍ᵢ₎ − y₍ᵢ₎| of the sorted ones; a sample with the weight k counts as k samples"},
                        {"C6", ClauseKind::law, "E f(x) − E f(y) ≤ distance for every 1-Lipschitz f (Kantorovich and Rubinstein), with equality for one of slopes ±1"},
                        {"C7", ClauseKind::error, "textbook, n + m + 3"}},
            .source = "Villani, Topics in optimal transportation (2003), theorem 2.18; Arjovsky, Chintala and Bottou, Wasserstein generative adversarial networks, ICML (2017), (2)",
            .no_derivative = "a critic's gradient stands in for it: in one dimension alone is it computed",
            .aliases = {"wasserstein_distance", "earth_movers_distance"}};
  }
};

inline constexpr Function<Wasserstein11d> wasserstein1_1d;

}  // namespace etalon::contract::gan
