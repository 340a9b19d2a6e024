#pragma once
#include <algorithm>
#include <utility>
#include <vector>

#include "fast/backend/vector.hpp"
#include "fast/nn/columns.hpp"
#include "reference/contract/convolution.hpp"

/// Convolutions of stride 1 without gathered columns: the large array is laid out once with its padding, so that a tap is a shift of
/// all positions, and sums stay in registers, those of several outputs at several packs of positions.
namespace etalon::fast::nn {

/// How many sums are in registers: of 32, or 16, a few stay for what is multiplied.
template <class P>
constexpr std::size_t rows_of_tile = sizeof(P) == 64 ? 8 : 4;
constexpr std::size_t packs_of_tile = 3;

/// f(0), f(1), … f(n − 1), written out.
template <std::size_t n, class F>
[[gnu::always_inline]] inline void unrolled(const F& f) {
  [&]<std::size_t... k>(std::index_sequence<k...>) [[gnu::always_inline]] { (f(std::integral_constant<std::size_t, k>{}), ...); }(std::make_index_sequence<n>{});
}

template <class T>
class Direct {
 public:
  explicit Direct(const contract::ConvolutionWindows& w) : w_(w), inner_(w.large_channels / w.groups), outer_(w.small_channels / w.groups), taps_(count_of(w.kernel)) {
    for (std::size_t d = 0; d < 3; ++d) {
      const bool there = d + w.kernel.size() >= 3;
      const std::size_t at = d + w.kernel.size() - 3;
      axes_[d] = there ? Axis{w.large[at], w.kernel[at], w.small[at], w.padding[at], w.dilation[at]} : Axis{1, 1, 1, 0, 1};
    }
  }
  /// Strides of 1, a kernel that its padding does not exceed, and a padding and dilations that do not make the line much longer than the arrays.
  static bool suits(const contract::ConvolutionWindows& w) {
    double line = 1, entries = 1;
    for (std::size_t d = 0; d < w.kernel.size(); ++d) {
      if (w.stride[d] != 1 || w.padding[d] >= w.reach(d)) return false;
      line *= static_cast<double>(std::max(w.small[d], w.large[d]) + w.reach(d));
      entries *= static_cast<double>(std::max(w.small[d], w.large[d]));
    }
    return line <= 64 + 4 * entries;
  }

  /// The small array: every position's sum over taps and channels.
  Tensor<T> small_of(const Tensor<T>& large, const Tensor<T>& weight) const {
    Tensor<T> small(w_.small_shape());
    const Layout from(axes_, false);
    for_each_group([&](std::int64_t x, std::int64_t y, std::int64_t first) {
      correlate(from, large.data.data() + x, inner_, outer_, [&](std::int64_t o, std::int64_t c, std::int64_t tap) { return weight[static_cast<std::size_t>(first + (o * inner_ + c) * taps_ + tap)]; }, small.data.data() + y);
    });
    return small;
  }
  /// The large array: of the small one, padded, with the kernel reversed.
  Tensor<T> large_of(const Tensor<T>& small, const Tensor<T>& weight) const {
    Tensor<T> large(w_.large_shape());
    const Layout from(axes_, true);
    for_each_group([&](std::int64_t x, std::int64_t y, std::int64_t first) {
      correlate(from, small.data.data() + y, outer_, inner_, [&](std::int64_t c, std::int64_t o, std::int64_t tap) { return weight[static_cast<std::size_t>(first + (o * inner_ + c) * taps_ + taps_ - 1 - tap)]; }, large.data.data() + x);
    });
    return large;
  }
  /// The weight's shape: the small array times the large one, shifted by each tap, over all positions and samples.
  Tensor<T> weight_of(const Tensor<T>& large, const Tensor<T>& small, const Dimensions& shape) const {
    Tensor<T> weight(shape);
    const Layout from(axes_, false);
    for_each_group([&](std::int64_t x, std::int64_t y, std::int64_t first) {
      backend::widest<T>([&]<class P>() { products<P>(from, large.data.data() + x, small.data.data() + y, weight.data.data() + first); });
    });
    return weight;
  }

 private:
  static constexpr std::int64_t chunk = 512;  ///< positions whose entries stay in the second cache
  struct Axis {
    std::int64_t large, kernel, small, padding, dilation;
    std::int64_t reach() const { return (kernel - 1) * dilation; }
  };
  /// An array with zeros around it, as one line: where its entries lie, and by how much each tap is shifted.
  struct Layout {
    std::int64_t extent[3], before[3], whole[3], positions[3], size, span;
    std::vector<std::int64_t> shifts;

    /// Of the large array; `back`: of the small one, which is so much padded that the kernel, reversed, gives the large one.
    Layout(const Axis (&axes)[3], bool back) {
      for (std::size_t d = 0; d < 3; ++d) {
        const Axis& a = axes[d];
        extent[d] = back ? a.small : a.large;
        before[d] = back ? a.reach() - a.padding : a.padding;
        positions[d] = back ? a.large : a.small;
        whole[d] = std::max(positions[d] + a.reach(), before[d] + extent[d]);
      }
      size = whole[0] * whole[1] * whole[2];
      span = line(positions[0] - 1, positions[1] - 1) + positions[2];
      for (std::int64_t i = 0; i < axes[0].kernel; ++i)
        for (std::int64_t j = 0; j < axes[1].kernel; ++j)
          for (std::int64_t l = 0; l < axes[2].kernel; ++l) shifts.push_back(line(i * axes[0].dilation, j * axes[1].dilation) + l * axes[2].dilation);
    }
    std::int64_t line(std::int64_t i, std::int64_t j) const { return (i * whole[1] + j) * whole[2]; }

    /// The channels of x with their padding, and `slack` entries behind the last.
    std::vector<T> padded(const T* x, std::int64_t channels, std::int64_t slack) const {
      std::vector<T> all(static_cast<std::size_t>(channels * size + slack));
      for (std::int64_t c = 0; c < channels; ++c)
        for (std::int64_t i = 0; i < extent[0]; ++i)
          for (std::int64_t j = 0; j < extent[1]; ++j)
            std::copy_n(x + ((c * extent[0] + i) * extent[1] + j) * extent[2], extent[2], all.data() + c * size + line(i + before[0], j + before[1]) + before[2]);
      return all;
    }
  };

  template <class F>
  void for_each_group(F f) const {
    const std::int64_t entries = count_of(w_.large), positions = count_of(w_.small);
    for (std::int64_t n = 0; n < w_.batch; ++n)
      for (std::int64_t g = 0; g < w_.groups; ++g) f((n * w_.large_channels + g * inner_) * entries, (n * w_.small_channels + g * outer_) * positions, g * outer_ * inner_ * taps_);
  }

  /// y[o] = Σ weight(o, c, tap)·(x[c] shifted by the tap) for `outputs` of `channels`.
  template <class Weight>
  static void correlate(const Layout& from, const T* x, std::int64_t channels, std::int64_t outputs, const Weight& weight, T* y) {
    backend::widest<T>([&]<class P>() {
      constexpr std::size_t rows = rows_of_tile<P>;
      constexpr auto width = static_cast<std::int64_t>(packs_of_tile * P::lanes);
      const std::int64_t taps = static_cast<std::int64_t>(from.shifts.size()), room = (from.span + width - 1) / width * width;
      const std::vector<T> padded = from.padded(x, channels, room + width);
      std::vector<T> w(static_cast<std::size_t>(channels * taps) * rows), sums(rows * static_cast<std::size_t>(room));
      for (std::int64_t first = 0; first < outputs; first += rows) {
        const std::int64_t count = std::min<std::int64_t>(rows, outputs - first);
        for (std::int64_t c = 0; c < channels; ++c)
          for (std::int64_t tap = 0; tap < taps; ++tap)
            for (std::int64_t r = 0; r < static_cast<std::int64_t>(rows); ++r) w[static_cast<std::size_t>((c * taps + tap)) * rows + static_cast<std::size_t>(r)] = r < count ? weight(first + r, c, tap) : T(0);
        std::fill(sums.begin(), sums.end(), T(0));
        for (std::int64_t q = 0; q < from.span; q += width) tile<P>(padded.data() + q, from.size, channels, from.shifts, w.data(), sums.data() + q, room);
        for (std::int64_t r = 0; r < count; ++r)
          for (std::int64_t i = 0; i < from.positions[0]; ++i)
            for (std::int64_t j = 0; j < from.positions[1]; ++j)
              std::copy_n(sums.data() + r * room + from.line(i, j), from.positions[2], y + (((first + r) * from.positions[0] + i) * from.positions[1] + j) * from.positions[2]);
      }
    });
  }
  /// Adds to y[r] what the factors w[c][tap][r] give of the channels of x, each shifted.
  template <class P>
  static void tile(const T* x, std::int64_t size, std::int64_t channels, const std::vector<std::int64_t>& shifts, const T* w, T* y, std::int64_t pitch) {
    constexpr std::size_t rows = rows_of_tile<P>;
    P sums[rows][packs_of_tile];
    unrolled<rows>([&](auto r) { unrolled<packs_of_tile>([&](auto k) { sums[r][k] = P(0); }); });
    for (std::int64_t c = 0; c < channels; ++c, x += size)
      for (const std::int64_t shift : shifts) {
        P of_x[packs_of_tile];
        unrolled<packs_of_tile>([&](auto k) { of_x[k] = P::load(x + shift + k * P::lanes); });
        unrolled<rows>([&](auto r) {
          const P factor(w[r]);
          unrolled<packs_of_tile>([&](auto k) { sums[r][k] = multiply_add(factor, of_x[k], sums[r][k]); });
        });
        w += rows;
      }
    unrolled<rows>([&](auto r) {
      unrolled<packs_of_tile>([&](auto k) {
        T* to = y + static_cast<std::int64_t>(r) * pitch + k * P::lanes;
        (P::load(to) + sums[r][k]).store(to);
      });
    });
  }

  /// W̄[o][c][tap] = Σ y[o]·(x[c] shifted by the tap) over all positions, to which it is added: with the channels of x side by side at
  /// each position, what the taps of a line meet is one run of entries.
  template <class P>
  void products(const Layout& from, const T* x, const T* y, T* weight) const {
    constexpr std::size_t rows = rows_of_tile<P>;
    constexpr auto width = static_cast<std::int64_t>(packs_of_tile * P::lanes), all_rows = static_cast<std::int64_t>(rows);
    const std::int64_t joined = axes_[2].dilation == 1 ? axes_[2].kernel : 1, run = joined * inner_, room = (run + width - 1) / width * width;
    const std::vector<T> padded = from.padded(x, inner_, 0);
    const std::int64_t blocks = (outer_ + all_rows - 1) / all_rows, lines = taps_ / joined;
    std::vector<T> beside(static_cast<std::size_t>(from.size * inner_ + width)), factors(static_cast<std::size_t>(blocks * from.span * all_rows)), sums(static_cast<std::size_t>(blocks * lines * all_rows * room));
    for (std::int64_t c = 0; c < inner_; ++c)
      for (std::int64_t q = 0; q < from.size; ++q) beside[static_cast<std::size_t>(q * inner_ + c)] = padded[static_cast<std::size_t>(c * from.size + q)];
    for (std::int64_t o = 0; o < outer_; ++o)
      for (std::int64_t i = 0; i < from.positions[0]; ++i)
        for (std::int64_t j = 0; j < from.positions[1]; ++j)
          for (std::int64_t l = 0; l < from.positions[2]; ++l)
            factors[static_cast<std::size_t>((o / all_rows * from.span + from.line(i, j) + l) * all_rows + o % all_rows)] = *y++;
    for (std::int64_t q = 0; q < from.span; q += chunk)
      for (std::int64_t block = 0; block < blocks; ++block)
        for (std::int64_t line = 0; line < lines; ++line)
          for (std::int64_t at = 0; at < run; at += width)
            tile<P>(beside.data() + (q + from.shifts[static_cast<std::size_t>(line * joined)]) * inner_ + at, inner_, std::min(chunk, from.span - q), {0}, factors.data() + (block * from.span + q) * all_rows,
                    sums.data() + (block * lines + line) * all_rows * room + at, room);
    for (std::int64_t o = 0; o < outer_; ++o)
      for (std::int64_t line = 0; line < lines; ++line)
        for (std::int64_t l = 0; l < joined; ++l)
          for (std::int64_t c = 0; c < inner_; ++c)
            weight[(o * inner_ + c) * taps_ + line * joined + l] += sums[static_cast<std::size_t>(((o / all_rows * lines + line) * all_rows + o % all_rows) * room + l * inner_ + c)];
  }

  const contract::ConvolutionWindows& w_;
  std::int64_t inner_, outer_, taps_;  ///< channels of a group in either array
  Axis axes_[3];
};

/// f of the way to convolve that suits these windows.
template <class T, class F>
auto convolved(const contract::ConvolutionWindows& w, const F& f) {
  return Direct<T>::suits(w) ? f(Direct<T>(w)) : f(Columns<T>(w));
}

}  // namespace etalon::fast::nn
