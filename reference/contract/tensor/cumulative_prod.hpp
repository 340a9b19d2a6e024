#pragma once
#include "reference/contract/scan.hpp"

namespace etalon::contract::tensor {

/// yᵢ = Π xⱼ over j ≤ i along an axis.
struct CumulativeProd : Scan {
  static Statement statement() {
    return {.name = "tensor.cumulative_prod",
            .summary = "yᵢ = Π xⱼ over j ≤ i along an axis; exclusive: over j < i; reversed: over j ≥ i, or j > i",
            .clauses = clauses("the last is tensor.prod of all; exclusive begins with 1", "inclusive = exclusive·x, where it counts", "inherent, n roundings; nothing overflows on the way unless y does"),
            .source = "Blelloch, Prefix sums and their applications (1990)",
            .aliases = {"cumprod"}};
  }
};

/// x̄ⱼ = Σ ȳᵢ·Π x_k over i ≥ j and k ≤ i, k ≠ j.
struct CumulativeProdVjp : ScanVjp<CumulativeProd> {
  template <class T> static auto outputs() {
    // A product of n, and a sum of n.
    return std::tuple{out::inherent<&Out<T>::grad_x>(2 * CumulativeProd::n, "C5", "x̄; 0 where the mask is")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ⱼ = Σ ȳᵢ·Π x_k over i ≥ j and k ≤ i, k ≠ j",
                       .clauses = {{"C4", ClauseKind::law, "Σ x̄ⱼxⱼ = Σ cᵢȳᵢyᵢ, cᵢ the number of factors of yᵢ"}, {"C5", ClauseKind::error, "inherent, 2n roundings"}},
                       .source = "Blelloch, Prefix sums and their applications (1990)"});
  }
};

inline constexpr Function<CumulativeProd> cumulative_prod;
inline constexpr Function<CumulativeProdVjp> cumulative_prod_vjp;

}  // namespace etalon::contract::tensor
