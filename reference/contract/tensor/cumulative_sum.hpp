#pragma once
#include "reference/contract/scan.hpp"

namespace etalon::contract::tensor {

/// yᵢ = Σ xⱼ over j ≤ i along an axis.
struct CumulativeSum : Scan {
  static Statement statement() {
    return {.name = "tensor.cumulative_sum",
            .summary = "yᵢ = Σ xⱼ over j ≤ i along an axis; exclusive: over j < i; reversed: over j ≥ i, or j > i",
            .clauses = clauses("the last is tensor.sum of all; exclusive begins with 0", "inclusive − exclusive = x, where it counts", "inherent, n roundings"),
            .source = "Blelloch, Prefix sums and their applications (1990)",
            .aliases = {"cumsum"}};
  }
};

/// x̄ⱼ = Σ ȳᵢ over i ≥ j.
struct CumulativeSumVjp : ScanVjp<CumulativeSum> {
  template <class T> static auto outputs() {
    // n − 1 additions.
    return std::tuple{out::inherent<&Out<T>::grad_x>(CumulativeSum::n, "C5", "x̄; 0 where the mask is")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ⱼ = Σ ȳᵢ over i ≥ j: the scan from the other end",
                       .clauses = {{"C4", ClauseKind::law, "⟨x̄, x⟩ = ⟨ȳ, y⟩"}, {"C5", ClauseKind::error, "inherent, n roundings"}},
                       .source = "Blelloch, Prefix sums and their applications (1990)"});
  }
};

inline constexpr Function<CumulativeSum> cumulative_sum;
inline constexpr Function<CumulativeSumVjp> cumulative_sum_vjp;

}  // namespace etalon::contract::tensor
