#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::tensor {

/// yᵢ = Σ xⱼ over j ≤ i along an axis.
struct CumulativeSum {
  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> mask; std::int64_t axis = -1; std::int64_t exclusive = 0; std::int64_t reversed = 0; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n", 1};  // the extent of the axis

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"), in::exact<&In<T>::mask>(Any{}, "0 where an entry counts as 0; of the shape of x, or empty: all count").or_else("[]"),
                      in::exact<&In<T>::axis>({}, "the axis; negative counts from the last").or_else("-1"),
                      in::exact<&In<T>::exclusive>({}, "1: yᵢ is over j < i").or_else("0"), in::exact<&In<T>::reversed>({}, "1: from the last to the first").or_else("0")};
  }
  template <class T> static auto outputs() {
    // n − 1 additions, in any order: one by one, or by a tree.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, n, "C5", "the sums so far")};
  }
  template <class In> static SizeValues sizes(const In& in) {
    const auto lanes = Lanes::along(in.x.shape, in.axis);
    return {{"n", lanes ? lanes->length : 0}};
  }
  static Complaint mask_fits(const Inputs& in, std::size_t) {
    const Tensor<std::int64_t>& mask = in.integers("mask");
    if (mask.size() == 0 || mask.shape == in.shape("x")) return std::nullopt;
    return "mask has shape " + shape_text(mask.shape) + ", and x " + shape_text(in.shape("x"));
  }
  static Statement statement() {
    return {.name = "tensor.cumulative_sum",
            .summary = "yᵢ = Σ xⱼ over j ≤ i along an axis; exclusive: over j < i; reversed: over j ≥ i, or j > i",
            .clauses = {{"C1", ClauseKind::domain, axis_of("axis", "x")},
                        {"C6", ClauseKind::precondition, within("exclusive", 0, 1) && within("reversed", 0, 1) && within("mask", 0, 1)},
                        {"C7", ClauseKind::precondition, Predicate("mask is empty, or has the shape of x", mask_fits)},
                        {"C2", ClauseKind::domain, finite("x")},
                        {"C3", ClauseKind::law, "the last is tensor.sum of all; exclusive begins with 0"},
                        {"C4", ClauseKind::law, "inclusive − exclusive = x, where it counts"},
                        {"C5", ClauseKind::error, "inherent, n roundings"}},
            .source = "Blelloch, Prefix sums and their applications (1990)",
            .aliases = {"cumsum"}};
  }
};

/// x̄ⱼ = Σ ȳᵢ over i ≥ j.
struct CumulativeSumVjp : Vjp<CumulativeSum> {
  template <class T> struct Out { Tensor<T> grad_x; };

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
