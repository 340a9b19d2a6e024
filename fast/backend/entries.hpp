#pragma once
#include <algorithm>
#include <array>
#include <vector>

#include "fast/backend/elementary.hpp"
#include "fast/backend/vector.hpp"
#include "fast/tensor/pairwise.hpp"
#include "reference/contract/tensor.hpp"

/// Functions of packs, entry by entry over tensors of one shape. What an entry gives depends on nothing but the entry: the last
/// pack is filled up, and runs through the same code.
namespace etalon::fast::backend {

/// The sum of what comes first of each entry, where it is asked for, and tensors of the rest.
template <class T, std::size_t tensors>
struct Mapped {
  T sum;
  std::array<Tensor<T>, tensors> of;
};

namespace detail {

/// Entries whose results stay in the nearest cache until they are appended, so few that memcpy moves them by registers.
template <class T>
constexpr std::size_t block = 2048 / sizeof(T);

template <class P, class T>
P filled_up(const T* x, std::size_t count) {
  T all[P::lanes] = {};
  for (std::size_t k = 0; k < count; ++k) all[k] = x[k];
  return P::load(all);
}

/// f of count ≤ block entries: its results after the first `summed` into the buffers, the sum of the first.
template <class P, bool summed, std::size_t tensors, class T, class F, class... X>
T run_block(const F& f, std::size_t count, T (*results)[block<T>], const X*... x) {
  P total(T(0));
  const auto keep = [&](const auto& y, std::size_t i) {
    for (std::size_t k = summed; k < y.size(); ++k) y[k].store(results[k - summed] + i);
  };
  std::size_t i = 0;
  for (; i + P::lanes <= count; i += P::lanes) {
    const auto y = f(P::load(x + i)...);
    if constexpr (summed) total = total + y[0];
    keep(y, i);
  }
  if (i < count) {
    const auto y = f(filled_up<P>(x + i, count - i)...);
    if constexpr (summed) {
      T first[P::lanes];
      y[0].store(first);
      total = total + filled_up<P>(first, count - i);
    }
    keep(y, i);
  }
  return summed ? sum(total) : T(0);
}

template <bool summed, std::size_t tensors, class T, class F, class... More>
[[gnu::hot]] Mapped<T, tensors> mapped(const F& f, const Tensor<T>& first, const More&... more) {
  Mapped<T, tensors> all{};
  const std::size_t n = first.size();
  for (auto& y : all.of) {
    y.shape = first.shape;
    y.data.reserve(n);
  }
  std::vector<T> sums;
  alignas(64) T results[std::max<std::size_t>(tensors, 1)][block<T>];
  for (std::size_t from = 0; from < n; from += block<T>) {
    const std::size_t count = std::min(block<T>, n - from);
    const T sum = widest<T>([&]<class P>() { return run_block<P, summed, tensors>(f, count, results, first.data.data() + from, more.data.data() + from...); });
    if (summed) sums.push_back(sum);
    for (std::size_t k = 0; k < tensors; ++k) all.of[k].data.insert(all.of[k].data.end(), results[k], results[k] + count);
  }
  all.sum = tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(sums.size()), [&](std::int64_t k) { return sums[static_cast<std::size_t>(k)]; });
  return all;
}

}  // namespace detail

/// The tensor of f(xᵢ, …), f over packs.
template <class T, class F, class... More>
Tensor<T> map_packs(const F& f, const Tensor<T>& first, const More&... more) {
  return std::move(detail::mapped<false, 1>([f](const auto&... x) { return std::array{f(x...)}; }, first, more...).of[0]);
}
/// The tensors of all that f(xᵢ, …) gives, an array of packs.
template <std::size_t tensors, class T, class F, class... More>
std::array<Tensor<T>, tensors> map_to(const F& f, const Tensor<T>& first, const More&... more) {
  return detail::mapped<false, tensors>(f, first, more...).of;
}
/// The sum of the first that f(xᵢ, …) gives, in blocks and these in pairs, and the tensors of the rest.
template <std::size_t tensors, class T, class F, class... More>
Mapped<T, tensors> sum_and_map(const F& f, const Tensor<T>& first, const More&... more) {
  return detail::mapped<true, tensors>(f, first, more...);
}

}  // namespace etalon::fast::backend
