#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "fast/backend/watched.hpp"
#include "reference/contract/tensor.hpp"

/// Kernels over the lanes of tensors along an axis, some rows at once.
namespace etalon::fast::backend {

/// As many rows as a kernel takes at once, each of its passes over all of them: no row's pass waits for the sum at the end of another.
constexpr std::size_t rows_at_once = 16;
/// How many of n entries each: what they hold of a tensor stays in the nearest cache beside that of three others.
template <class T>
std::size_t rows_of(std::size_t n) {
  return std::clamp<std::size_t>(8192 / sizeof(T) / std::max<std::size_t>(n, 1), 1, rows_at_once);
}

/// f(n, rows, x…, y) for the lanes along an axis, some rows of n entries at once, with pointers to the first in each input and to those of
/// each output, an array. Stops where f returns false; then nothing is returned.
template <std::size_t outputs, class F, class... X, class T = NumberOf<std::tuple_element_t<0, std::tuple<X...>>>>
std::optional<std::array<Tensor<T>, outputs>> map_rows(std::int64_t axis, const F& f, const X&... x) {
  const Dimensions& shape = std::get<0>(std::forward_as_tuple(tensor_of(x)...)).shape;
  const auto lanes = Lanes::along(shape, axis);
  const auto n = static_cast<std::size_t>(lanes->length);
  const bool gaps = lanes->count > 0 && lanes->length > 1 && lanes->index(0, 1) != 1;
  const auto at_once = static_cast<std::int64_t>(gaps ? 1 : rows_of<T>(n));
  std::vector<T> results(gaps ? outputs * n : 0), scattered(gaps ? sizeof...(X) * n : 0);
  std::tuple<Watch<X>...> watches{x...};
  return [&]<std::size_t... k, std::size_t... at>(std::index_sequence<k...>, std::index_sequence<at...>) -> std::optional<std::array<Tensor<T>, outputs>> {
    std::array<Tensor<T>, outputs> all{(static_cast<void>(k), gaps ? Tensor<T>(shape) : Tensor<T>())...};
    std::array growing{(static_cast<void>(k), Growing<T>(gaps ? Dimensions{0} : shape))...};
    for (std::int64_t lane = 0; lane < lanes->count; lane += at_once) {
      std::size_t used = 0;
      const auto rows = static_cast<std::size_t>(std::min(at_once, lanes->count - lane));
      const auto rows_from = [&](const Tensor<T>& tensor, auto& watch) -> const T* {
        const T* from = tensor.data.data() + (gaps ? 0 : lanes->index(lane, 0));
        if (gaps) {
          T* to = scattered.data() + n * used++;
          for (std::size_t i = 0; i < n; ++i) to[i] = tensor[lanes->index(lane, static_cast<std::int64_t>(i))];
          from = to;
        }
        if constexpr (requires { watch.take(from, n); }) watch.take(from, rows * n);
        return from;
      };
      const std::array<T*, outputs> y{(gaps ? results.data() + k * n : growing[k].next(rows * n))...};
      if (!f(n, rows, rows_from(tensor_of(x), std::get<at>(watches))..., y)) {
        ((std::get<at>(watches).whole = false), ...);
        return std::nullopt;
      }
      if (gaps)
        for (std::size_t i = 0; i < n; ++i) ((all[k][lanes->index(lane, static_cast<std::int64_t>(i))] = y[k][i]), ...);
    }
    if (gaps) return all;
    return std::array{std::move(growing[k]).whole()...};
  }(std::make_index_sequence<outputs>{}, std::index_sequence_for<X...>{});
}

}  // namespace etalon::fast::backend
