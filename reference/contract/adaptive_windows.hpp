#pragma once
#include <numeric>

#include "reference/contract/windows.hpp"

/// What adaptive poolings share: `struct AdaptiveAvgPool : AdaptivePooling`.
namespace etalon::contract {

/// Along one axis: window o of `count` holds the entries from ⌊o·extent/count⌋ to before ⌈(o + 1)·extent/count⌉.
struct AdaptiveAxis {
  std::int64_t extent = 1, count = 1, dilation = 1;

  std::int64_t start(std::int64_t o) const { return o * extent / count; }
  std::int64_t begin(std::int64_t) const { return 0; }
  std::int64_t end(std::int64_t o) const { return ((o + 1) * extent + count - 1) / count - start(o); }
  std::int64_t entries(std::int64_t o) const { return end(o); }
  /// ⌈extent/count⌉, and one more where a window can start between entries and end between others.
  std::int64_t most_in_window() const { return (extent + count - 1) / count + (extent % count > std::gcd(extent, count)); }
  std::int64_t most_at_entry() const { return extent % count != 0 ? 2 : 1; }
};

struct AdaptiveWindows : WindowGrid<AdaptiveAxis> {
  /// Nothing where x has not one to three spatial axes, or there are not from one window to as many as entries along each. None is one along each.
  static std::optional<AdaptiveWindows> over(const Dimensions& x, const Tensor<std::int64_t>& output_size) {
    if (x.size() < 3 || x.size() > 5 || (output_size.size() != 0 && output_size.size() != x.size() - 2)) return std::nullopt;
    const std::size_t d = x.size() - 2;
    AdaptiveWindows all{{{}, {x[0], x[1]}}};
    for (std::size_t k = 0; k < d; ++k) {
      AdaptiveAxis& axis = all.axes[3 - d + k];
      axis.extent = x[2 + k];
      if (output_size.size() != 0) axis.count = output_size[k];
      if (axis.count < 1 || axis.count > axis.extent || axis.extent > Windows::largest_setting) return std::nullopt;
      all.shape.push_back(axis.count);
    }
    return all;
  }
  template <class I> static std::optional<AdaptiveWindows> of(const I& in) { return over(in.x.shape, in.output_size); }
};

struct AdaptivePooling {
  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> output_size{}; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n"}, overlap{"overlap"};  // entries in a window, and windows that share an entry

  template <class I> static SizeValues sizes(const I& in) {
    const auto windows = AdaptiveWindows::of(in);
    return {{"n", windows ? windows->most_in_window() : 0}, {"overlap", windows ? windows->most_at_entry() : 0}};
  }
  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "samples, channels, and one to three spatial axes"),
                      in::exact<&In<T>::output_size>({any_extent}, "how many windows along each spatial axis; one without any: global pooling").or_else("[]")};
  }
  static Clause windows_clause(const char* id) {
    return {id, ClauseKind::precondition, Predicate("x has one to three spatial axes, and output_size along each from 1 to its extent", [](const Inputs& in, std::size_t) -> Complaint {
              if (AdaptiveWindows::over(in.shape("x"), in.integers("output_size"))) return std::nullopt;
              return "x has shape " + shape_text(in.shape("x")) + ", and output_size is " + shape_text(in.integers("output_size").data);
            })};
  }
  static Clause cotangent_clause(const char* id) {
    return {id, ClauseKind::precondition, Predicate("the cotangent has the shape of y", [](const Inputs& in, std::size_t) -> Complaint {
              const auto all = AdaptiveWindows::over(in.shape("x"), in.integers("output_size"));
              if (!all || all->shape == in.shape("cotangent")) return std::nullopt;
              return "the cotangent has shape " + shape_text(in.shape("cotangent")) + ", and y " + shape_text(all->shape);
            })};
  }
};

}  // namespace etalon::contract
