#pragma once
#include "reference/contract/convolution.hpp"

/// The sum that a convolution, its transpose and their derivatives write in different places.
namespace etalon::reference::nn {

/// A position, a tap and the entry that the tap then lies on, of one channel.
struct Meeting {
  std::int64_t position, tap, entry;
};

/// All of them, axis after axis; what lies outside the large array is 0, and left out.
inline std::vector<Meeting> meetings(const contract::ConvolutionWindows& w) {
  std::vector<Meeting> all{{0, 0, 0}};
  for (std::size_t d = 0; d < w.kernel.size(); ++d) {
    std::vector<Meeting> finer;
    for (const Meeting& m : all)
      for (std::int64_t p = 0; p < w.small[d]; ++p)
        for (std::int64_t k = 0; k < w.kernel[d]; ++k) {
          const std::int64_t i = p * w.stride[d] - w.padding[d] + k * w.dilation[d];
          if (i >= 0 && i < w.large[d]) finer.push_back({m.position * w.small[d] + p, m.tap * w.kernel[d] + k, m.entry * w.large[d] + i});
        }
    all = std::move(finer);
  }
  return all;
}

/// f(entry of the small array, of the weight, of the large array) for every product: channel o of the small one and channel c of the same group.
template <class F>
void for_each_product(const contract::ConvolutionWindows& w, F f) {
  const std::int64_t outer = w.small_channels / w.groups, inner = w.large_channels / w.groups;
  const std::int64_t positions = count_of(w.small), taps = count_of(w.kernel), entries = count_of(w.large);
  const std::vector<Meeting> spatial = w.batch == 0 ? std::vector<Meeting>{} : meetings(w);
  for (std::int64_t n = 0; n < w.batch; ++n)
    for (std::int64_t o = 0; o < w.small_channels; ++o)
      for (std::int64_t c = 0; c < inner; ++c)
        for (const Meeting& m : spatial)
          f(static_cast<std::size_t>((n * w.small_channels + o) * positions + m.position), static_cast<std::size_t>((o * inner + c) * taps + m.tap),
            static_cast<std::size_t>((n * w.large_channels + o / outer * inner + c) * entries + m.entry));
}

/// y with the bias of its channel in every entry, 0 where there is none.
template <class T>
Tensor<T> biased(const Dimensions& shape, const Tensor<T>& bias) {
  Tensor<T> y(shape);
  if (bias.size() == 0 || y.size() == 0) return y;
  const std::size_t positions = y.size() / static_cast<std::size_t>(shape[0] * shape[1]);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = bias[i / positions % bias.size()];
  return y;
}

/// b̄: what that spreads, summed.
template <class T>
Tensor<T> of_bias(const Dimensions& shape, const Tensor<T>& cotangent) {
  Tensor<T> sums(shape);
  if (sums.size() == 0 || cotangent.size() == 0) return sums;
  const std::size_t positions = cotangent.size() / static_cast<std::size_t>(cotangent.shape[0] * cotangent.shape[1]);
  for (std::size_t i = 0; i < cotangent.size(); ++i) sums[i / positions % sums.size()] += cotangent[i];
  return sums;
}

}  // namespace etalon::reference::nn
