#pragma once
#include <algorithm>
#include <memory>
#include <vector>

#include "fast/backend/tiles.hpp"
#include "fast/nn/columns.hpp"
#include "reference/contract/convolution.hpp"

/// Convolutions of stride 1 without gathered columns: the large array is laid out once with its padding, so that a tap is a shift of
/// all positions, and sums stay in registers, those of several outputs at several packs of positions.
namespace etalon::fast::nn {

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
    auto small = Tensor<T>::unwritten(w_.small_shape());
    const Layout from(axes_, false);
    for_each_group([&](std::int64_t x, std::int64_t y, std::int64_t first) {
      correlate(from, large.data.data() + x, inner_, outer_, {weight.data.data() + first, inner_ * taps_, taps_, 1}, small.data.data() + y);
    });
    return small;
  }
  /// The large array: of the small one, padded, with the kernel reversed.
  Tensor<T> large_of(const Tensor<T>& small, const Tensor<T>& weight) const {
    auto large = Tensor<T>::unwritten(w_.large_shape());
    const Layout from(axes_, true);
    for_each_group([&](std::int64_t x, std::int64_t y, std::int64_t first) {
      correlate(from, small.data.data() + y, outer_, inner_, {weight.data.data() + first + taps_ - 1, taps_, inner_ * taps_, -1}, large.data.data() + x);
    });
    return large;
  }
  /// The weight's shape: the small array times the large one, shifted by each tap, over all positions and samples.
  Tensor<T> weight_of(const Tensor<T>& large, const Tensor<T>& small, const Dimensions& shape) const {
    Tensor<T> weight(shape);
    const Layout from(axes_, false);
    for_each_group([&](std::int64_t x, std::int64_t y, std::int64_t first) {
      products(from, large.data.data() + x, small.data.data() + y, weight.data.data() + first);
    });
    return weight;
  }

 private:
  static constexpr std::int64_t panel = backend::panel_width<T>, block = backend::block_of_terms;
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
    /// The same, with the channels side by side, where there are zeros.
    void beside(const T* x, std::int64_t channels, T* to) const {
      for (std::int64_t i = 0; i < extent[0]; ++i)
        for (std::int64_t j = 0; j < extent[1]; ++j) {
          T* line_of_all = to + (line(i + before[0], j + before[1]) + before[2]) * channels;
          const T* line_of_one = x + (i * extent[1] + j) * extent[2];
          for (std::int64_t c = 0; c < channels; ++c)
            for (std::int64_t l = 0; l < extent[2]; ++l) line_of_all[l * channels + c] = line_of_one[c * extent[0] * extent[1] * extent[2] + l];
        }
    }
  };

  template <class F>
  void for_each_group(F f) const {
    const std::int64_t entries = count_of(w_.large), positions = count_of(w_.small);
    for (std::int64_t n = 0; n < w_.batch; ++n)
      for (std::int64_t g = 0; g < w_.groups; ++g) f((n * w_.large_channels + g * inner_) * entries, (n * w_.small_channels + g * outer_) * positions, g * outer_ * inner_ * taps_);
  }

  /// Where the weight of an output, a channel and a tap is.
  struct Weights {
    const T* w;
    std::int64_t output, channel, tap;
  };
  /// y[o] = Σ weight(o, c, tap)·(x[c] shifted by the tap) for `outputs` of `channels`, as many at once as stay in the cache.
  void correlate(const Layout& from, const T* x, std::int64_t channels, std::int64_t outputs, const Weights& w, T* y) const {
    const std::int64_t room = backend::in_units<T>(from.span), some = std::max<std::int64_t>(1, block * axes_[2].kernel / taps_);
    const std::vector<T> padded = from.padded(x, channels, room);
    const auto sums = std::make_unique_for_overwrite<T[]>(static_cast<std::size_t>(outputs * room));
    backend::widest<T>([&]<class P>() {
      for (std::int64_t q = 0; q < from.span; q += panel)
        for (std::int64_t first = 0; first < channels; first += some) {
          const auto terms = [&](std::int64_t r, std::int64_t s, const auto& f) {
            for (std::int64_t c = first; c < std::min(channels, first + some); ++c) {
              const T* factor = w.w + r * w.output + c * w.channel;
              for (const std::int64_t shift : from.shifts) {
                f(factor, padded.data() + c * from.size + q + s + shift);
                factor += w.tap;
              }
            }
          };
          backend::tiles<P>(outputs, std::min(panel, from.span - q), terms, w.output, first > 0, sums.get() + q, room);
        }
    });
    for (std::int64_t o = 0; o < outputs; ++o)
      for (std::int64_t i = 0; i < from.positions[0]; ++i)
        for (std::int64_t j = 0; j < from.positions[1]; ++j, y += from.positions[2]) std::copy_n(sums.get() + o * room + from.line(i, j), from.positions[2], y);
  }

  /// W̄[o][c][tap] = Σ y[o]·(x[c] shifted by the tap) over all positions, to which it is added: with the channels of x side by side at
  /// each position, what the taps of a line meet is one run of entries.
  void products(const Layout& from, const T* x, const T* y, T* weight) const {
    const std::int64_t joined = axes_[2].dilation == 1 ? axes_[2].kernel : 1, run = joined * inner_, room = backend::in_units<T>(run), taps = taps_ / joined;
    const std::int64_t length = from.positions[2], lines = from.positions[0] * from.positions[1], some = std::max<std::int64_t>(1, 2 * block / length);
    std::vector<T> beside(static_cast<std::size_t>(from.size * inner_ + room)), sums(static_cast<std::size_t>(taps * outer_ * room));
    from.beside(x, inner_, beside.data());
    backend::widest<T>([&]<class P>() {
      for (std::int64_t line = 0; line < lines; line += some)
        for (std::int64_t tap = 0; tap < taps; ++tap)
          for (std::int64_t at = 0; at < run; at += panel) {
            const T* shifted = beside.data() + from.shifts[static_cast<std::size_t>(tap * joined)] * inner_ + at;
            const auto terms = [&](std::int64_t r, std::int64_t s, const auto& f) {
              for (std::int64_t l = line; l < std::min(lines, line + some); ++l) {
                const T *left = y + (r * lines + l) * length, *right = shifted + s + from.line(l / from.positions[1], l % from.positions[1]) * inner_;
                for (std::int64_t q = 0; q < length; ++q, ++left, right += inner_) f(left, right);
              }
            };
            backend::tiles<P>(outer_, std::min(panel, run - at), terms, lines * length, line > 0, sums.data() + tap * outer_ * room + at, room);
          }
    });
    for (std::int64_t o = 0; o < outer_; ++o)
      for (std::int64_t c = 0; c < inner_; ++c)
        for (std::int64_t tap = 0; tap < taps; ++tap)
          for (std::int64_t l = 0; l < joined; ++l) *weight++ += sums[static_cast<std::size_t>((tap * outer_ + o) * room + l * inner_ + c)];
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
