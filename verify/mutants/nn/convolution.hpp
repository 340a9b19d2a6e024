#pragma once
#include <algorithm>
#include <numeric>

#include "reference/contract/nn/conv.hpp"
#include "reference/contract/nn/conv_transpose.hpp"
#include "verify/language/mutants.hpp"

/// What goes wrong in convolutions and their transposes alike.
namespace etalon::verify {

/// The taps of every channel in the opposite order.
template <class T>
Tensor<T> flipped(Tensor<T> weight) {
  const std::int64_t taps = std::accumulate(weight.shape.begin() + 2, weight.shape.end(), std::int64_t{1}, std::multiplies<>{});
  for (auto at = weight.begin(); at != weight.end(); at += taps) std::reverse(at, at + taps);
  return weight;
}
/// Every lane of the last axis moved to the right by one entry, the first of them 0.
template <class T>
Tensor<T> moved(Tensor<T> x) {
  for (auto at = x.begin(); at != x.end(); at += x.shape.back()) {
    std::copy_backward(at, at + x.shape.back() - 1, at + x.shape.back());
    *at = 0;
  }
  return x;
}
/// The last axis as long, with zeros behind its entries.
template <class T>
Tensor<T> widened(const Tensor<T>& x, std::int64_t extent) {
  Dimensions shape = x.shape;
  shape.back() = extent;
  Tensor<T> y(shape);
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(x.size()); ++i) y[static_cast<std::size_t>(i / x.shape.back() * extent + i % x.shape.back())] = x[static_cast<std::size_t>(i)];
  return y;
}
/// Channels dealt to groups in turn, where they stand group by group.
template <class T>
Tensor<T> dealt(const Tensor<T>& x, std::int64_t groups) {
  if (x.size() == 0) return x;
  Tensor<T> y(x.shape);
  const std::int64_t channels = x.shape[1], each = channels / groups, size = static_cast<std::int64_t>(x.size()) / (x.shape[0] * channels);
  for (std::int64_t n = 0; n < x.shape[0]; ++n)
    for (std::int64_t c = 0; c < channels; ++c) std::copy_n(x.begin() + (n * channels + c) * size, size, y.begin() + (n * channels + c % groups * each + c / groups) * size);
  return y;
}
template <class Op>
Mutants<Op> convolution_mutants() {
  return mutants<Op>()
      .add("flipped", "a kernel turned around: the convolution of mathematics, or SciPy's", []<class T>(const typename Op::template In<T>& in) -> Result<typename Op::template Out<T>> {
        auto other = in;
        if (Wings<Op>::fast(in)) other.weight = flipped(in.weight);
        return Wings<Op>::fast(other);
      })
      .add("padding_off_by_one", "even kernels have the odd zero on the wrong side", []<class T>(const typename Op::template In<T>& in) -> Result<typename Op::template Out<T>> {
        auto other = in;
        if (Wings<Op>::fast(in) && in.padding.size() > 0 && in.padding[in.padding.size() - 1] > 0) other.x = moved(in.x);
        return Wings<Op>::fast(other);
      })
      .add("dilation_ignored", "taps side by side, where extents allow for the dilation", []<class T>(const typename Op::template In<T>& in) -> Result<typename Op::template Out<T>> {
        auto other = in;
        if (in.dilation.size() > 0 && in.dilation[in.dilation.size() - 1] < 100 && Wings<Op>::fast(in)) {
          other.weight = widened(in.weight, in.dilation[in.dilation.size() - 1] * (in.weight.shape.back() - 1) + 1);
          other.dilation[in.dilation.size() - 1] = 1;
        }
        return Wings<Op>::fast(other);
      })
      .add("kernel_transposed", "the kernel's last two axes exchanged, where they are as long", []<class T>(const typename Op::template In<T>& in) -> Result<typename Op::template Out<T>> {
        auto other = in;
        if (const std::size_t rank = in.weight.rank(); rank >= 4 && in.weight.shape[rank - 1] == in.weight.shape[rank - 2])
          for (std::size_t at = 0, k = static_cast<std::size_t>(in.weight.shape.back()); at < in.weight.size(); ++at) other.weight[at / (k * k) * (k * k) + at % k * k + at / k % k] = in.weight[at];
        return Wings<Op>::fast(other);
      })
      .add("steps_of_other_axes", "height and width exchanged in the stride", []<class T>(const typename Op::template In<T>& in) -> Result<typename Op::template Out<T>> {
        auto other = in;
        if (Wings<Op>::fast(in)) std::reverse(other.stride.begin(), other.stride.end());
        const auto out = Wings<Op>::fast(other);
        return out ? out : Wings<Op>::fast(in);
      })
      .add("groups_in_turn", "channels dealt to groups in turn, not in blocks", []<class T>(const typename Op::template In<T>& in) -> Result<typename Op::template Out<T>> {
        auto other = in;
        if (Wings<Op>::fast(in)) other.x = dealt(in.x, in.groups);
        return Wings<Op>::fast(other);
      })
      .spoils("bias_forgotten", "without b", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        auto other = in;
        other.bias = Tensor<T>({0});
        out = *Wings<Op>::fast(other);
      })
      .spoils("bias_of_the_first", "the first channel's bias in all", []<class T>(typename Op::template Out<T>& out, const typename Op::template In<T>& in) {
        auto other = in;
        for (T& b : other.bias) b = in.bias[0];
        out = *Wings<Op>::fast(other);
      });
}

template <class Vjp>
Mutants<Vjp> convolution_vjp_mutants() {
  return mutants<Vjp>()
      .spoils("flipped", "x̄ with the kernel as the forward pass has it", []<class T>(typename Vjp::template Out<T>& out, const typename Vjp::template In<T>& in) {
        auto other = in;
        other.weight = flipped(in.weight);
        out.grad_x = Wings<Vjp>::fast(other)->grad_x;
      })
      .spoils("averaged", "w̄ divided by the number of samples", []<class T>(typename Vjp::template Out<T>& out, const typename Vjp::template In<T>& in) {
        for (T& g : out.grad_weight) g /= static_cast<T>(std::max<std::int64_t>(in.x.shape[0], 1));
      })
      .spoils("bias_of_a_position", "b̄ of each channel's last entry alone", []<class T>(typename Vjp::template Out<T>& out, const typename Vjp::template In<T>& in) {
        const Tensor<T>& y = in.cotangent.y;
        const std::size_t channels = out.grad_bias.size();
        if (channels == 0 || y.size() == 0) return;
        for (std::size_t o = 0; o < channels; ++o) out.grad_bias[o] = y[(o + 1) * (y.size() / static_cast<std::size_t>(y.shape[0])) / channels - 1];
      })
      .spoils("a_tap_forgotten", "a loop over taps that stops one short, in w̄", []<class T>(typename Vjp::template Out<T>& out, const typename Vjp::template In<T>& in) {
        if (in.weight.size() > 1) out.grad_weight[in.weight.size() - 1] = 0;
      })
      .spoils("groups_in_turn", "w̄ with channels dealt to groups in turn", []<class T>(typename Vjp::template Out<T>& out, const typename Vjp::template In<T>& in) {
        auto other = in;
        other.x = dealt(in.x, in.groups);
        out.grad_weight = Wings<Vjp>::fast(other)->grad_weight;
      });
}

}  // namespace etalon::verify
