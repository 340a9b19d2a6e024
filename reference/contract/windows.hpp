#pragma once
#include <algorithm>
#include <array>

#include "reference/contract/contract.hpp"

/// What slides windows over the spatial axes of x [N, C, s…] shares: `struct MaxPool : Pooling`.
namespace etalon::contract {

/// Along one axis: window o touches the places o·stride − padding + j·dilation of x for its taps 0 ≤ j < kernel.
struct AxisWindows {
  std::int64_t extent = 1, kernel = 1, stride = 1, padding = 0, dilation = 1, count = 1;

  std::int64_t reach() const { return dilation * (kernel - 1) + 1; }
  std::int64_t start(std::int64_t o) const { return o * stride - padding; }
  /// The taps of window o that lie in x are begin(o), …, end(o) − 1.
  std::int64_t begin(std::int64_t o) const { return start(o) < 0 ? (-start(o) + dilation - 1) / dilation : 0; }
  std::int64_t end(std::int64_t o) const { return start(o) < extent ? std::min(kernel, (extent - 1 - start(o)) / dilation + 1) : 0; }
  std::int64_t entries(std::int64_t o) const { return std::max<std::int64_t>(0, end(o) - begin(o)); }
  /// The taps of window o that lie in x or in its padding: all of them, but for a last one that overhangs.
  std::int64_t padded(std::int64_t o) const { return std::min(kernel, (extent + padding - 1 - start(o)) / dilation + 1); }

  std::int64_t most_in_window() const { return std::min(kernel, extent); }
  std::int64_t most_at_entry() const { return std::min({count, kernel, (reach() + stride - 1) / stride}); }

  /// How many windows: those that fit between the ends of the padding and, with `ceil`, one more that starts before x ends.
  std::int64_t windows(bool ceil) const {
    const std::int64_t room = extent + 2 * padding - reach() + (ceil ? stride - 1 : 0);
    if (room < 0) return 0;
    const std::int64_t last = room / stride;
    return ceil && last * stride >= extent + padding ? last : last + 1;
  }
};

/// Windows over all spatial axes of the planes [s…] of x, one plane after the other; fewer than three axes are led by axes of extent 1.
template <class Axis>
struct WindowGrid {
  std::array<Axis, 3> axes;
  Dimensions shape;  ///< of y, an entry for each window

  std::int64_t planes() const { return shape[0] * shape[1]; }
  std::size_t count() const { return static_cast<std::size_t>(count_of(shape)); }

  /// visit(i) for each entry of x in window o, in row-major order.
  template <class F> void for_each_entry(std::size_t o, F visit) const {
    const auto [a, b, c] = axes;
    const auto [plane, at] = place(o);
    for (std::int64_t i = a.begin(at[0]); i < a.end(at[0]); ++i)
      for (std::int64_t j = b.begin(at[1]); j < b.end(at[1]); ++j)
        for (std::int64_t k = c.begin(at[2]); k < c.end(at[2]); ++k)
          visit(static_cast<std::size_t>(((plane * a.extent + a.start(at[0]) + i * a.dilation) * b.extent + b.start(at[1]) + j * b.dilation) * c.extent + c.start(at[2]) + k * c.dilation));
  }
  std::int64_t entries(std::size_t o) const { return product(o, &Axis::entries); }

  /// The most entries that a window can have, and the most windows that can share an entry.
  std::int64_t most_in_window() const {
    std::int64_t most = 1;
    for (const Axis& axis : axes) most *= axis.most_in_window();
    return most;
  }
  std::int64_t most_at_entry() const {
    std::int64_t most = 1;
    for (const Axis& axis : axes) most *= axis.most_at_entry();
    return most;
  }

 protected:
  std::pair<std::int64_t, std::array<std::int64_t, 3>> place(std::size_t o) const {
    auto rest = static_cast<std::int64_t>(o);
    std::array<std::int64_t, 3> at{};
    for (std::size_t k = 3; k-- > 0; rest /= axes[k].count) at[k] = rest % axes[k].count;
    return {rest, at};
  }
  std::int64_t product(std::size_t o, std::int64_t (Axis::*of_axis)(std::int64_t) const) const {
    const auto at = place(o).second;
    return (axes[0].*of_axis)(at[0]) * (axes[1].*of_axis)(at[1]) * (axes[2].*of_axis)(at[2]);
  }
};

struct Windows : WindowGrid<AxisWindows> {
  static constexpr std::int64_t largest_setting = 2147483647, most_entries = std::int64_t{1} << 53;

  /// Nothing where the settings are not one for each spatial axis, or out of their ranges. An empty stride is the kernel, empty
  /// padding 0, an empty dilation 1.
  static std::optional<Windows> over(const Dimensions& x, const Tensor<std::int64_t>& kernel, const Tensor<std::int64_t>& stride, const Tensor<std::int64_t>& padding,
                                     const Tensor<std::int64_t>& dilation, bool ceil) {
    const std::size_t d = kernel.size();
    const auto fits = [&](const Tensor<std::int64_t>& setting) { return setting.size() == 0 || setting.size() == d; };
    if (d < 1 || d > 3 || x.size() != d + 2 || !fits(stride) || !fits(padding) || !fits(dilation)) return std::nullopt;
    Windows all{{{}, {x[0], x[1]}}};
    std::int64_t room = most_entries;
    for (std::size_t k = 0; k < d; ++k) {
      AxisWindows& axis = all.axes[3 - d + k];
      axis = {.extent = x[2 + k], .kernel = kernel[k], .stride = (stride.size() ? stride : kernel)[k], .padding = padding.size() ? padding[k] : 0, .dilation = dilation.size() ? dilation[k] : 1};
      const auto in_range = [](std::int64_t lowest, std::int64_t value) { return lowest <= value && value <= largest_setting; };
      if (!in_range(0, axis.extent) || !in_range(1, axis.kernel) || !in_range(1, axis.stride) || !in_range(0, axis.padding) || !in_range(1, axis.dilation)) return std::nullopt;
      if ((room /= axis.kernel) == 0) return std::nullopt;
      all.shape.push_back(axis.count = axis.windows(ceil));
    }
    return all;
  }
  /// Of an operation's inputs.
  template <class I> static std::optional<Windows> of(const I& in) {
    if constexpr (requires { in.dilation; }) return over(in.x.shape, in.kernel, in.stride, in.padding, in.dilation, in.ceil_mode != 0);
    else return over(in.x.shape, in.kernel, in.stride, in.padding, Tensor<std::int64_t>(), in.ceil_mode != 0);
  }

  /// The places of window o in x and in its padding.
  std::int64_t padded(std::size_t o) const { return product(o, &AxisWindows::padded); }
};

/// What nn.max_pool and nn.avg_pool share.
struct Pooling {
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n"}, overlap{"overlap"};  // entries in a window, and windows that share an entry

  template <class I> static SizeValues sizes(const I& in) {
    const auto windows = Windows::of(in);
    return {{"n", windows ? windows->most_in_window() : 0}, {"overlap", windows ? windows->most_at_entry() : 0}};
  }
  template <class In> static auto windowed() {
    return std::tuple{in::data<&In::x>(Any{}, "samples, channels, and one to three spatial axes"), in::exact<&In::kernel>({any_extent}, "the windows' extent along each spatial axis"),
                      in::exact<&In::stride>({any_extent}, "from a window's start to the next one's, along each; the kernel without any").or_else("[]"),
                      in::exact<&In::padding>({any_extent}, "places before x and as many behind it, along each; 0 without any").or_else("[]")};
  }
  template <class In> static auto ceiled() {
    return std::tuple{in::exact<&In::ceil_mode>({}, "1: a last window may overhang the padding behind x, if it starts before x ends").or_else("0")};
  }
  /// C1 to C4; x has a dilation, or has none.
  static std::vector<Clause> clauses(bool dilated) {
    Predicate ranges = within("kernel", 1, Windows::largest_setting) && within("stride", 1, Windows::largest_setting) && within("padding", 0, Windows::largest_setting);
    if (dilated) ranges = ranges && within("dilation", 1, Windows::largest_setting);
    const auto windows = [dilated](const Inputs& in) { return windows_of(in, dilated); };
    const auto one_each = [dilated](const Inputs& in, std::size_t) -> Complaint {
      const std::int64_t d = in.shape("kernel").at(0);
      if (d < 1 || d > 3 || static_cast<std::int64_t>(in.shape("x").size()) != d + 2) return "x has shape " + shape_text(in.shape("x")) + ", and kernel " + shape_text(in.shape("kernel"));
      for (const char* setting : {"stride", "padding", "dilation"}) {
        if (!dilated && setting == std::string("dilation")) continue;
        if (const std::int64_t given = in.shape(setting).at(0); given != 0 && given != d) return std::string(setting) + " has " + std::to_string(given) + " entries for " + std::to_string(d) + " spatial axes";
      }
      return std::nullopt;
    };
    const auto too_many = [windows](const Inputs& in, std::size_t) -> Complaint {
      if (windows(in)) return std::nullopt;
      return "an extent of x or a window is too large";
    };
    const auto too_padded = [windows](const Inputs& in, std::size_t) -> Complaint {
      if (const auto all = windows(in))
        for (const AxisWindows& axis : all->axes)
          if (2 * axis.padding > axis.kernel) return "padding is " + std::to_string(axis.padding) + ", and kernel " + std::to_string(axis.kernel);
      return std::nullopt;
    };
    const auto empty = [windows](const Inputs& in, std::size_t) -> Complaint {
      const auto all = windows(in);
      if (!all) return std::nullopt;
      for (const AxisWindows& axis : all->axes) {
        if (axis.count < 1) return "a window reaches over " + std::to_string(axis.reach()) + " of " + std::to_string(axis.extent) + " places and twice " + std::to_string(axis.padding);
        for (std::int64_t o = 0; o < axis.count && all->planes() > 0; ++o)
          if (axis.entries(o) == 0) return "window " + std::to_string(o) + " of an axis lies between the entries of x";
      }
      return std::nullopt;
    };
    return {{"C1", ClauseKind::precondition, Predicate("x has one to three spatial axes, kernel an entry for each, and every other setting one for each or none", one_each)},
            {"C2", ClauseKind::precondition, std::move(ranges) && one_of("ceil_mode", std::vector<std::int64_t>{0, 1}) && Predicate("a window has fewer than 2⁵³ places, and an axis of x fewer than 2³¹", too_many)},
            {"C3", ClauseKind::precondition, Predicate("padding is half of the kernel at most", too_padded)},
            {"C4", ClauseKind::precondition, Predicate("there is a window, and each has an entry of x", empty)}};
  }
  /// Of the derivative: nothing else speaks of the shape of y.
  static Clause cotangent_clause(const char* id, bool dilated) {
    return {id, ClauseKind::precondition, Predicate("the cotangent has the shape of y", [dilated](const Inputs& in, std::size_t) -> Complaint {
              const auto all = windows_of(in, dilated);
              if (!all || all->shape == in.shape("cotangent")) return std::nullopt;
              return "the cotangent has shape " + shape_text(in.shape("cotangent")) + ", and y " + shape_text(all->shape);
            })};
  }
  static std::vector<Clause> with(std::vector<Clause> shared, const std::vector<Clause>& own) {
    shared.insert(shared.end(), own.begin(), own.end());
    return shared;
  }

 private:
  static std::optional<Windows> windows_of(const Inputs& in, bool dilated) {
    return Windows::over(in.shape("x"), in.integers("kernel"), in.integers("stride"), in.integers("padding"), dilated ? in.integers("dilation") : Tensor<std::int64_t>(), in.integer("ceil_mode") != 0);
  }
};

}  // namespace etalon::contract
