#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

/// What reductions of a tensor over some of its axes share: `struct Sum : Reduction`.
namespace etalon::contract {

/// A tensor's lanes along the axes that are reduced, and the shape of what is left.
struct Reduced {
  Lanes lanes;
  Dimensions shape;

  /// `axes` count from the first or, if negative, from the last; without any, all are reduced. Nothing where one is not there, or twice.
  static std::optional<Reduced> over(const Dimensions& shape, const Tensor<std::int64_t>& axes, bool keepdims) {
    const auto rank = static_cast<std::int64_t>(shape.size());
    std::vector<std::int64_t> chosen;
    for (const std::int64_t given : axes) {
      const std::int64_t axis = given < 0 ? given + rank : given;
      if (axis < 0 || axis >= rank || std::count(chosen.begin(), chosen.end(), axis) > 0) return std::nullopt;
      chosen.push_back(axis);
    }
    if (axes.size() == 0)
      for (std::int64_t axis = 0; axis < rank; ++axis) chosen.push_back(axis);
    Reduced found{Lanes::over(shape, chosen), {}};
    for (std::int64_t axis = 0; axis < rank; ++axis)
      if (std::count(chosen.begin(), chosen.end(), axis) == 0) found.shape.push_back(shape[static_cast<std::size_t>(axis)]);
      else if (keepdims) found.shape.push_back(1);
    return found;
  }
};

struct Reduction {
  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> axes; std::int64_t keepdims = 0; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n"};  // the entries that are reduced to one

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"),
                      in::exact<&In<T>::axes>({any_extent}, "the axes reduced, counted from the first, or from the last if negative; all of them without any").or_else("[]"),
                      in::exact<&In<T>::keepdims>({}, "1: a reduced axis stays, of extent 1").or_else("0")};
  }
  template <class I> static SizeValues sizes(const I& in) {
    const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
    return {{"n", reduced ? reduced->lanes.length : 0}};
  }
  static Clause axes_clause(const char* id) {
    return {id, ClauseKind::precondition, Predicate("axes are axes of x, none of them twice, and keepdims is 0 or 1", [](const Inputs& in, std::size_t) -> Complaint {
              if (const std::int64_t keep = in.integer("keepdims"); keep != 0 && keep != 1) return "keepdims is " + std::to_string(keep);
              if (Reduced::over(in.shape("x"), in.integers("axes"), false)) return std::nullopt;
              return "axes are not axes of x, whose shape is " + shape_text(in.shape("x")) + ", or one stands there twice";
            }, {"axes", "x", "keepdims"}, {{Spoiler::not_an_axis, "axes"}, {Spoiler::too_large, "keepdims", 1}})};
  }
  /// Of no entries there is none.
  static Clause entries_clause(const char* id, const char* text) {
    return {id, ClauseKind::domain, Predicate("no entry of y is reduced from none", [](const Inputs& in, std::size_t) -> Complaint {
              const auto reduced = Reduced::over(in.shape("x"), in.integers("axes"), false);
              if (!reduced || reduced->lanes.count == 0 || reduced->lanes.length > 0) return std::nullopt;
              return "the axes have no entries";
            }), text};
  }
};

/// x̄ for the cotangent ȳ of y.
template <class Primal>
struct ReductionVjp : Vjp<Primal> {
  template <class T> struct Out { Tensor<T> grad_x; };
};

}  // namespace etalon::contract
