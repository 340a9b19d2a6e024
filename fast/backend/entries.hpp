#pragma once
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>
#include <vector>

#include "fast/backend/watched.hpp"
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

/// A function of packs in two steps: `second` takes what `first` found of the same entries before them. Each runs over some packs in
/// turn: a processor looks ahead over so many instructions, and of a short step these are more packs, which do not wait for each other.
template <class First, class Second>
struct InSteps {
  First first;
  Second second;
};

namespace detail {

/// each(i, n, what f gives) for every pack of `count` entries.
template <class P, class F, class Each, class... Readers>
void each_result(const F& f, std::size_t count, const Each& each, Readers... x) {
  if constexpr (requires { f.first; }) {
    constexpr std::size_t packs = 16;
    decltype(f.first(x.first(0, 0)...)) found[packs];
    for (std::size_t from = 0; from < count; from += packs * P::lanes) {
      const std::size_t some = std::min(packs * P::lanes, count - from);
      each_pack<P>(some, [&](std::size_t i, std::size_t n) { found[i / P::lanes] = f.first(x.first(from + i, n)...); });
      each_pack<P>(some, [&](std::size_t i, std::size_t n) { each(from + i, n, f.second(found[i / P::lanes], x.again(from + i, n)...)); });
    }
  } else {
    each_pack<P>(count, [&](std::size_t i, std::size_t n) { each(i, n, f(x.first(i, n)...)); });
  }
  (x.keep(), ...);
}

/// f of `count` entries: its results after the first `summed` to y, the sum of the first.
template <class P, bool summed, class T, std::size_t tensors, class F, class... Readers>
T run_block(const F& f, std::size_t count, const std::array<T*, tensors> y, const auto past, const Readers&... x) {
  P total(T(0));
  each_result<P>(f, count, [&](std::size_t i, std::size_t n, const auto& results) {
    if constexpr (summed) {
      T first[P::lanes];
      if (n < P::lanes) results[0].store(first);
      total = total + (n < P::lanes ? load<P>(first, n) : results[0]);
    }
    if constexpr (tensors > 0)
      for (std::size_t k = 0; k < tensors; ++k) put(results[k + summed], y[k] + i, n, past);
  }, x...);
  return summed ? sum(total) : T(0);
}

/// Of inputs x, all of the first one's shape.
template <bool summed, std::size_t tensors, class F, class... X, class T = NumberOf<std::tuple_element_t<0, std::tuple<X...>>>>
[[gnu::hot]] Mapped<T, tensors> mapped(const F& f, const X&... x) {
  const Dimensions& shape = std::get<0>(std::forward_as_tuple(tensor_of(x)...)).shape;
  const auto n = static_cast<std::size_t>(count_of(shape));
  std::vector<T> sums;
  std::tuple<Watch<X>...> watches{x...};
  constexpr std::size_t block = 4096 / sizeof(T);
  const bool past = past_caches<T>((sizeof...(X) + tensors) * n, block);
  return [&]<std::size_t... k, std::size_t... at>(std::index_sequence<k...>, std::index_sequence<at...>) {
    std::array<Tensor<T>, tensors> all{(static_cast<void>(k), Tensor<T>::unwritten(shape))...};
    for (std::size_t from = 0; from < n; from += block) {
      const std::size_t count = std::min(block, n - from);
      const std::array<T*, tensors> y{all[k].data.data() + from...};
      for_either(past, [&](const auto far) {
        const T sum = widest<T>([&]<class P>() { return run_block<P, summed>(f, count, y, far, Reader<P, Watch<X>>(tensor_of(x).data.data() + from, std::get<at>(watches))...); });
        if (summed) sums.push_back(sum);
      });
    }
    finish(past);
    const T sum = tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(sums.size()), [&](std::int64_t i) { return sums[static_cast<std::size_t>(i)]; });
    return Mapped<T, tensors>{sum, std::move(all)};
  }(std::make_index_sequence<tensors>{}, std::index_sequence_for<X...>{});
}

}  // namespace detail

/// The tensor of f(xᵢ, …), f over packs; each x a tensor, or a watched one.
template <class F, class... X>
auto map_packs(const F& f, const X&... x) {
  return std::move(detail::mapped<false, 1>([f](const auto&... entries) { return std::array{f(entries...)}; }, x...).of[0]);
}
/// The tensors of all that f(xᵢ, …) gives, an array of packs.
template <std::size_t tensors, class F, class... X>
auto map_to(const F& f, const X&... x) {
  return detail::mapped<false, tensors>(f, x...).of;
}
/// The sum of the first that f(xᵢ, …) gives, in blocks and these in pairs, and the tensors of the rest.
template <std::size_t tensors, class F, class... X>
auto sum_and_map(const F& f, const X&... x) {
  return detail::mapped<true, tensors>(f, x...);
}

}  // namespace etalon::fast::backend
