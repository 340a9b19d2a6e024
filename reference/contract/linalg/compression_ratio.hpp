#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// What it takes to store A_k = UΣVᵀ instead of A.
struct CompressionRatio {
  template <class T> struct In { std::int64_t m, n, k; };
  template <class T> struct Out { std::int64_t stored; T ratio; };

  static constexpr std::int64_t most = std::int64_t{1} << 30;

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::m>({}, "rows of A"), in::exact<&In<T>::n>({}, "columns of A"),
                      in::exact<&In<T>::k>({}, "singular values kept")};
  }
  template <class T> static auto outputs() {
    // The counts mn and k(m + n + 1) rounded once each, and their quotient.
    return std::tuple{out::exact<&Out<T>::stored>({}, "C5", "k columns of U, k of V and k values: k(m + n + 1) numbers"),
                      out::inherent<&Out<T>::ratio>({}, 3, "C5", "mn/stored")};
  }
  static Predicate at_most_both() {
    return {"k ≤ min(m, n)", [](const Inputs& in, std::size_t) -> Complaint {
              const std::int64_t k = in.integer("k"), least = std::min(in.integer("m"), in.integer("n"));
              if (k <= least) return std::nullopt;
              return "k is " + std::to_string(k) + ", which exceeds min(m, n) = " + std::to_string(least);
            }, {"k", "m", "n"}, {}};
  }
  static Statement statement() {
    return {.name = "linalg.compression_ratio",
            .summary = "the k(m + n + 1) numbers that the k first terms of a singular value decomposition take, and how often they fit into mn",
            .clauses = {{"C1", ClauseKind::precondition, within("m", 1, most) && within("n", 1, most) && at_least("k", 1) && at_most_both(),
                         "1 ≤ m, n ≤ 2³⁰ and 1 ≤ k ≤ min(m, n)"},
                        {"C2", ClauseKind::law, "a 1000×1000 image with k = 50 takes 100,050 numbers, a ratio of 20000/2001"},
                        {"C3", ClauseKind::law, "stored is the same for Aᵀ, and doubles with k"},
                        {"C4", ClauseKind::law, "it is worth while where k < mn/(m + n + 1): never with k = min(m, n)"},
                        {"C5", ClauseKind::error, "stored exactly; ratio inherent, three roundings"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 2.4",
            .no_derivative = "the inputs are integers"};
  }
};

inline constexpr Function<CompressionRatio> compression_ratio;

}  // namespace etalon::contract::linalg
