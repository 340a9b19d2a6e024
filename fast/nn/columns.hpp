#pragma once
#include <algorithm>
#include <vector>

#include "fast/backend/blas.hpp"
#include "fast/backend/rows.hpp"
#include "fast/tensor/pairwise.hpp"
#include "reference/contract/convolution.hpp"

/// Convolutions as products of matrices: the entries that the taps meet at a block of positions are gathered into a matrix, with a row for
/// each tap of each channel and a column for each position.
namespace etalon::fast::nn {

template <class T>
class Columns {
 public:
  explicit Columns(const contract::ConvolutionWindows& w)
      : w_(w), inner_(w.large_channels / w.groups), outer_(w.small_channels / w.groups), positions_(count_of(w.small)), taps_(count_of(w.kernel)),
        entries_(count_of(w.large)), rows_(inner_ * taps_), width_(std::clamp<std::int64_t>(block / rows_, 64, positions_ < 64 ? 64 : positions_)) {
    for (std::size_t d = 0; d < 3; ++d)  // one or two axes are three, the first of extent 1
      axes_[d] = d + w.kernel.size() < 3 ? Axis{1, 1, 1, 1, 0, 1} : axis(d + w.kernel.size() - 3);
  }

  /// The small array: the weight times the columns of the large one.
  Tensor<T> small_of(const Tensor<T>& large, const Tensor<T>& weight) const {
    Tensor<T> small(w_.small_shape());
    std::vector<T> columns, product;
    for_each_block([&](const Block& b) {
      gather(large.data.data() + b.large, b, columns);
      product.resize(static_cast<std::size_t>(outer_ * b.count()));
      backend::gemm(outer_, b.count(), rows_, weight.data.data() + b.weight, columns.data(), product.data());
      for (std::int64_t o = 0; o < outer_; ++o) std::copy_n(product.data() + o * b.count(), b.count(), small.data.data() + b.small + o * positions_ + b.from);
    });
    return small;
  }
  /// The large array: the transposed weight times the small one gives columns, which are added where they were gathered from.
  Tensor<T> large_of(const Tensor<T>& small, const Tensor<T>& weight) const {
    Tensor<T> large(w_.large_shape());
    std::vector<T> columns, part, transposed(static_cast<std::size_t>(rows_ * outer_));
    for_each_block([&](const Block& b) {
      for (std::int64_t o = 0; o < outer_; ++o)
        for (std::int64_t r = 0; r < rows_; ++r) transposed[static_cast<std::size_t>(r * outer_ + o)] = weight[static_cast<std::size_t>(b.weight + o * rows_ + r)];
      take(small, b, part);
      columns.resize(static_cast<std::size_t>(rows_ * b.count()));
      backend::gemm(rows_, b.count(), outer_, transposed.data(), part.data(), columns.data());
      for_each_run(b, [&](std::int64_t row, std::int64_t column, std::int64_t entry, std::int64_t step, std::int64_t count) {
        T* to = large.data.data() + b.large + entry;
        const T* from = columns.data() + row * b.count() + column;
        for (std::int64_t i = 0; i < count; ++i) to[i * step] += from[i];
      });
    });
    return large;
  }
  /// The weight's shape: the small array times the transposed columns of the large one, summed over samples.
  Tensor<T> weight_of(const Tensor<T>& large, const Tensor<T>& small, const Dimensions& shape) const {
    Tensor<T> weight(shape);
    std::vector<T> columns, part, transposed, product(static_cast<std::size_t>(outer_ * rows_));
    for_each_block([&](const Block& b) {
      gather(large.data.data() + b.large, b, columns);
      transposed.resize(columns.size());
      for (std::int64_t r = 0; r < rows_; ++r)
        for (std::int64_t j = 0; j < b.count(); ++j) transposed[static_cast<std::size_t>(j * rows_ + r)] = columns[static_cast<std::size_t>(r * b.count() + j)];
      take(small, b, part);
      backend::gemm(outer_, rows_, b.count(), part.data(), transposed.data(), product.data());
      for (std::size_t i = 0; i < product.size(); ++i) weight[static_cast<std::size_t>(b.weight) + i] += product[i];
    });
    return weight;
  }

 private:
  static constexpr std::int64_t block = 1 << 17;  // entries of columns, for the second cache
  struct Axis {
    std::int64_t large, kernel, small, stride, padding, dilation;
  };
  /// Positions from … to − 1 of one sample and group, and where these begin.
  struct Block {
    std::int64_t from, to, large, small, weight;
    std::int64_t count() const { return to - from; }
  };

  Axis axis(std::size_t d) const { return {w_.large[d], w_.kernel[d], w_.small[d], w_.stride[d], w_.padding[d], w_.dilation[d]}; }

  template <class F>
  void for_each_block(F f) const {
    for (std::int64_t n = 0; n < w_.batch; ++n)
      for (std::int64_t g = 0; g < w_.groups; ++g)
        for (std::int64_t from = 0; from < positions_; from += width_)
          f(Block{from, std::min(from + width_, positions_), (n * w_.large_channels + g * inner_) * entries_, (n * w_.small_channels + g * outer_) * positions_, g * outer_ * rows_});
  }
  /// f(row, column, entry, step, count): of every row the columns whose taps lie inside, as runs along the last axis.
  template <class F>
  void for_each_run(const Block& b, F f) const {
    const auto& [u, v, t] = axes_;
    for (std::int64_t at = b.from; at < b.to;) {
      const std::int64_t line = at / t.small, first = at % t.small, last = std::min(t.small, first + b.to - at);  // positions of a line
      for (std::int64_t tap = 0; tap < taps_; ++tap) {
        const std::int64_t i = line / v.small * u.stride - u.padding + tap / (v.kernel * t.kernel) * u.dilation, j = line % v.small * v.stride - v.padding + tap / t.kernel % v.kernel * v.dilation;
        const std::int64_t shift = tap % t.kernel * t.dilation - t.padding;  // position p is on entry p·stride + shift
        const std::int64_t low = shift >= 0 ? first : std::max(first, (-shift + t.stride - 1) / t.stride), high = shift >= t.large ? low : std::min(last, (t.large - 1 - shift) / t.stride + 1);
        if (i < 0 || i >= u.large || j < 0 || j >= v.large || low >= high) continue;
        for (std::int64_t c = 0; c < inner_; ++c) f(c * taps_ + tap, at - b.from + low - first, c * entries_ + (i * v.large + j) * t.large + low * t.stride + shift, t.stride, high - low);
      }
      at += last - first;
    }
  }
  void gather(const T* large, const Block& b, std::vector<T>& columns) const {
    columns.assign(static_cast<std::size_t>(rows_ * b.count()), T(0));
    for_each_run(b, [&](std::int64_t row, std::int64_t column, std::int64_t entry, std::int64_t step, std::int64_t count) {
      T* to = columns.data() + row * b.count() + column;
      for (std::int64_t i = 0; i < count; ++i) to[i] = large[entry + i * step];
    });
  }
  void take(const Tensor<T>& small, const Block& b, std::vector<T>& part) const {
    part.resize(static_cast<std::size_t>(outer_ * b.count()));
    for (std::int64_t o = 0; o < outer_; ++o) std::copy_n(small.data.data() + b.small + o * positions_ + b.from, b.count(), part.data() + o * b.count());
  }

  const contract::ConvolutionWindows& w_;
  std::int64_t inner_, outer_, positions_, taps_, entries_, rows_, width_;  ///< channels of a group in either array; rows and columns
  Axis axes_[3];
};

/// Adds the bias of its channel to every entry.
template <class T>
void add_bias(Tensor<T>& y, const Tensor<T>& bias) {
  if (bias.size() == 0 || y.size() == 0) return;
  const std::size_t size = y.size() / static_cast<std::size_t>(y.shape[0] * y.shape[1]);
  backend::widest<T>([&]<class P>() {
    for (std::size_t i = 0, channel = 0; i < y.size(); i += size, ++channel) {
      T* entries = y.data.data() + i;
      backend::transform<P>(size, entries, [more = P(bias[channel % bias.size()])](const P& entry) { return entry + more; }, entries);
    }
  });
}
/// b̄: the entries of each channel, in pairs.
template <class T>
Tensor<T> sums_of_channels(const Tensor<T>& y, const Dimensions& shape) {
  Tensor<T> sums(shape);
  const std::int64_t samples = y.shape[0], channels = y.shape[1], size = samples == 0 ? 0 : static_cast<std::int64_t>(y.size()) / (samples * channels);
  for (std::int64_t o = 0; o < static_cast<std::int64_t>(sums.size()); ++o)
    sums[static_cast<std::size_t>(o)] = tensor::pairwise_sum<T>(0, samples, [&](std::int64_t n) {
      return tensor::pairwise_sum<T>(0, size, [&](std::int64_t i) { return y[static_cast<std::size_t>((n * channels + o) * size + i)]; });
    });
  return sums;
}

}  // namespace etalon::fast::nn
