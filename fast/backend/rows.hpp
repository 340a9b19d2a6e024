#pragma once
#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "fast/backend/elementary.hpp"
#include "fast/backend/vector.hpp"
#include "reference/contract/tensor.hpp"

/// Kernels over rows that lie without gaps: the lanes of a tensor along an axis.
namespace etalon::fast::backend {

/// count ≤ lanes entries, and `fill` where there are none.
template <class P>
P load(const typename P::Number* x, std::size_t count, typename P::Number fill = 0) {
  if (count == P::lanes) return P::load(x);
  typename P::Number all[P::lanes];
  for (std::size_t k = 0; k < P::lanes; ++k) all[k] = k < count ? x[k] : fill;
  return P::load(all);
}
template <class P>
void store(const P& y, typename P::Number* to, std::size_t count) {
  if (count == P::lanes) return y.store(to);
  typename P::Number all[P::lanes];
  y.store(all);
  for (std::size_t k = 0; k < count; ++k) to[k] = all[k];
}
/// f(i, count) for every pack of a row: entries i to i + count.
template <class P, class F>
void each_pack(std::size_t n, const F& f) {
  std::size_t i = 0;
  for (; i + P::lanes <= n; i += P::lanes) f(i, P::lanes);
  if (i < n) f(i, n - i);
}

template <class P>
typename P::Number largest_of(const typename P::Number* x, std::size_t n) {
  P top(-std::numeric_limits<typename P::Number>::infinity());
  each_pack<P>(n, [&](std::size_t i, std::size_t count) { top = max(top, load<P>(x + i, count, -std::numeric_limits<typename P::Number>::infinity())); });
  return largest(top);
}
/// yᵢ = exp(xᵢ − top), and their sum; y may be x.
template <class P>
typename P::Number exponentials(const typename P::Number* x, std::size_t n, typename P::Number top, typename P::Number* y) {
  P total(0);
  each_pack<P>(n, [&](std::size_t i, std::size_t count) {
    const P e = exp(load<P>(x + i, count, -std::numeric_limits<typename P::Number>::infinity()) - P(top));
    total = total + e;
    store(e, y + i, count);
  });
  return sum(total);
}

/// Σ f(pack of x, …) over rows of n; f of what fills up the last pack, zeros, must be 0.
template <class P, class F, class... X>
typename P::Number sum_of(std::size_t n, const F& f, const X*... x) {
  P total(0);
  each_pack<P>(n, [&](std::size_t i, std::size_t count) { total = total + f(load<P>(x + i, count)...); });
  return sum(total);
}
/// yᵢ = f(xᵢ, …) over rows of n; y may be one of them.
template <class P, class F, class... X>
void transform(std::size_t n, typename P::Number* y, const F& f, const X*... x) {
  each_pack<P>(n, [&](std::size_t i, std::size_t count) { store(f(load<P>(x + i, count)...), y + i, count); });
}

/// A tensor of this shape that has room for its entries and none yet: what is appended is written once.
template <class T>
Tensor<T> emptied(const Dimensions& shape) {
  Tensor<T> x;
  x.shape = shape;
  x.data.reserve(static_cast<std::size_t>(count_of(shape)));
  return x;
}

/// f(n, x…, y) for each lane along an axis, with pointers to its entries in each input and to those of each output, an array.
/// Stops where f returns false; then nothing is returned.
template <std::size_t outputs, class T, class F, class... More>
std::optional<std::array<Tensor<T>, outputs>> map_rows(std::int64_t axis, const F& f, const Tensor<T>& first, const More&... more) {
  const Dimensions& shape = first.shape;
  const auto lanes = Lanes::along(shape, axis);
  const auto n = static_cast<std::size_t>(lanes->length);
  const bool gaps = lanes->length > 1 && lanes->index(0, 1) != 1;
  std::array<Tensor<T>, outputs> all;
  std::vector<T> results(outputs * n), scattered(gaps ? (1 + sizeof...(more)) * n : 0);
  std::array<T*, outputs> y;
  for (std::size_t k = 0; k < outputs; ++k) {
    y[k] = results.data() + k * n;
    all[k] = gaps ? Tensor<T>(shape) : emptied<T>(shape);
  }
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    std::size_t used = 0;
    const auto row = [&](const Tensor<T>& x) -> const T* {
      if (!gaps) return x.data.data() + lanes->index(lane, 0);
      T* to = scattered.data() + n * used++;
      for (std::size_t k = 0; k < n; ++k) to[k] = x[lanes->index(lane, static_cast<std::int64_t>(k))];
      return to;
    };
    if (!f(n, row(first), row(more)..., y)) return std::nullopt;
    for (std::size_t k = 0; k < outputs; ++k)
      if (!gaps) all[k].data.insert(all[k].data.end(), y[k], y[k] + n);
      else
        for (std::size_t i = 0; i < n; ++i) all[k][lanes->index(lane, static_cast<std::int64_t>(i))] = y[k][i];
  }
  return all;
}

}  // namespace etalon::fast::backend
