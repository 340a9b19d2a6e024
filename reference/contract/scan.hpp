#pragma once
#include "reference/contract/contract.hpp"

/// What scans along an axis share: `struct CumulativeSum : Scan`.
namespace etalon::contract {

struct Scan {
  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> mask; std::int64_t axis = -1; std::int64_t exclusive = 0; std::int64_t reversed = 0; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n", 1};  // the extent of the axis

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"), in::exact<&In<T>::mask>(Any{}, "0 where an entry does not count; of the shape of x, or empty: all count").or_else("[]"),
                      in::exact<&In<T>::axis>({}, "the axis; negative counts from the last").or_else("-1"),
                      in::exact<&In<T>::exclusive>({}, "1: yᵢ is over j < i").or_else("0"), in::exact<&In<T>::reversed>({}, "1: from the last to the first").or_else("0")};
  }
  template <class T> static auto outputs() {
    // n − 1 operations, in any order: one by one, or by a tree.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, n, "C5", "the results so far")};
  }
  template <class I> static SizeValues sizes(const I& in) {
    const auto lanes = Lanes::along(in.x.shape, in.axis);
    return {{"n", lanes ? lanes->length : 0}};
  }
  static Complaint mask_fits(const Inputs& in, std::size_t) {
    const Tensor<std::int64_t>& mask = in.integers("mask");
    if (mask.size() == 0 || mask.shape == in.shape("x")) return std::nullopt;
    return "mask has shape " + shape_text(mask.shape) + ", and x " + shape_text(in.shape("x"));
  }
  /// With the laws C3 and C4 in the operation's own words.
  static std::vector<Clause> clauses(const char* ends, const char* steps, const char* error) {
    return {{"C1", ClauseKind::domain, axis_of("axis", "x")},
            {"C6", ClauseKind::precondition, within("exclusive", 0, 1) && within("reversed", 0, 1) && within("mask", 0, 1)},
            {"C7", ClauseKind::precondition, Predicate("mask is empty, or has the shape of x", mask_fits)},
            {"C2", ClauseKind::domain, finite("x")},
            {"C3", ClauseKind::law, ends},
            {"C4", ClauseKind::law, steps},
            {"C5", ClauseKind::error, error}};
  }
};

template <class Primal>
struct ScanVjp : Vjp<Primal> {
  template <class T> struct Out { Tensor<T> grad_x; };
};

}  // namespace etalon::contract
