#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "fast/backend/watched.hpp"
#include "reference/contract/tensor.hpp"

/// Kernels over the lanes of tensors along an axis, some rows at once.
namespace etalon::fast::backend {

/// As many rows as a kernel takes at once, each of its passes over all of them: no row's pass waits for the sum at the end of another.
constexpr std::size_t rows_at_once = 16;
/// How many of n entries each: four, or so many that what they hold of a tensor stays in the nearest cache beside that of three others.
template <class T>
std::size_t rows_of(std::size_t n) {
  return std::clamp<std::size_t>(8192 / sizeof(T) / std::max<std::size_t>(n, 1), 4, rows_at_once);
}

/// The first of some rows of an input, and what is to be told of them.
template <class X>
struct RowsOf {
  const NumberOf<X>* x;
  Watch<X>& watch;

  /// Told of n entries from the i-th on.
  const NumberOf<X>* taken(std::size_t n, std::size_t i = 0) const {
    if constexpr (requires { watch.take(x, n); }) watch.take(x + i, n);
    return x + i;
  }
};

/// Where some rows of each output go, and room for as many entries of one on the way there: a row of results where these go past no cache.
template <class T, std::size_t outputs>
struct Results {
  std::array<T*, outputs> y;
  T* between;
  bool past;
};

/// f(n, rows, x…, results) for the lanes along an axis, some rows of n entries at once, with RowsOf each input. Stops where f returns false; then
/// nothing is returned.
template <std::size_t outputs, class F, class... X, class T = NumberOf<std::tuple_element_t<0, std::tuple<X...>>>>
std::optional<std::array<Tensor<T>, outputs>> map_rows(std::int64_t axis, const F& f, const X&... x) {
  const Dimensions& shape = std::get<0>(std::forward_as_tuple(tensor_of(x)...)).shape;
  const auto lanes = Lanes::along(shape, axis);
  const auto n = static_cast<std::size_t>(lanes->length);
  const bool gaps = lanes->count > 0 && lanes->length > 1 && lanes->index(0, 1) != 1;
  const bool past = !gaps && past_caches<T>((sizeof...(X) + outputs) * static_cast<std::size_t>(count_of(shape)), n);
  const auto at_once = static_cast<std::int64_t>(gaps ? 1 : rows_of<T>(n));
  auto results = unwritten<T>(gaps ? outputs * n : 0), scattered = unwritten<T>(gaps ? sizeof...(X) * n : 0), between = unwritten<T>(past ? static_cast<std::size_t>(at_once) * n : 0);
  std::tuple<Watch<X>...> watches{x...};
  return [&]<std::size_t... k, std::size_t... at>(std::index_sequence<k...>, std::index_sequence<at...>) -> std::optional<std::array<Tensor<T>, outputs>> {
    std::array all{(static_cast<void>(k), Tensor<T>::unwritten(shape))...};
    for (std::int64_t lane = 0; lane < lanes->count; lane += at_once) {
      std::size_t used = 0;
      const auto rows = static_cast<std::size_t>(std::min(at_once, lanes->count - lane));
      const auto rows_from = [&]<class Of>(const Of& of, Watch<Of>& watch) {
        const Tensor<T>& tensor = tensor_of(of);
        if (!gaps) return RowsOf<Of>{tensor.data.data() + lanes->index(lane, 0), watch};
        T* const to = scattered.data() + n * used++;
        for (std::size_t i = 0; i < n; ++i) to[i] = tensor[lanes->index(lane, static_cast<std::int64_t>(i))];
        return RowsOf<Of>{to, watch};
      };
      const std::array<T*, outputs> y{(gaps ? results.data() + k * n : all[k].data.data() + static_cast<std::size_t>(lane) * n)...};
      if (!f(n, rows, rows_from(x, std::get<at>(watches))..., Results<T, outputs>{y, past ? between.data() : y[0], past})) {
        ((std::get<at>(watches).whole = false), ...);
        return std::nullopt;
      }
      if (gaps)
        for (std::size_t i = 0; i < n; ++i) ((all[k][lanes->index(lane, static_cast<std::int64_t>(i))] = y[k][i]), ...);
    }
    finish(past);
    return all;
  }(std::make_index_sequence<outputs>{}, std::index_sequence_for<X...>{});
}

}  // namespace etalon::fast::backend
