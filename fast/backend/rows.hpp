#pragma once
#include <algorithm>
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

/// join of f(i, count) over the packs of a row, in four strands, so that none waits for another.
template <class P, class Join, class F>
P fold(std::size_t n, const P& start, const Join& join, const F& f) {
  P a(start), b(start), c(start), d(start);
  std::size_t i = 0;
  for (; i + 4 * P::lanes <= n; i += 4 * P::lanes) {
    a = join(a, f(i, P::lanes));
    b = join(b, f(i + P::lanes, P::lanes));
    c = join(c, f(i + 2 * P::lanes, P::lanes));
    d = join(d, f(i + 3 * P::lanes, P::lanes));
  }
  for (; i + P::lanes <= n; i += P::lanes) a = join(a, f(i, P::lanes));
  if (i < n) a = join(a, f(i, n - i));
  return join(join(a, b), join(c, d));
}

template <class P>
typename P::Number largest_of(const typename P::Number* x, std::size_t n) {
  constexpr auto none = -std::numeric_limits<typename P::Number>::infinity();
  return largest(fold<P>(n, none, [](const P& a, const P& b) { return max(a, b); }, [&](std::size_t i, std::size_t count) { return load<P>(x + i, count, none); }));
}
/// The largest |xᵢ|, 0 where there is none.
template <class P>
typename P::Number largest_size_of(const typename P::Number* x, std::size_t n) {
  return largest(fold<P>(n, 0, [](const P& a, const P& b) { return max(a, b); }, [&](std::size_t i, std::size_t count) { return abs(load<P>(x + i, count)); }));
}
/// The first entry that is y; n where none is.
template <class P>
std::size_t first_of(const typename P::Number* x, std::size_t n, typename P::Number y) {
  std::size_t i = 0;
  while (i + P::lanes <= n && !any(P::load(x + i) == P(y))) i += P::lanes;
  while (i < n && x[i] != y) ++i;
  return i;
}
/// eˣ of x ≤ 0.
template <class P>
P exp_of_negative(const P& x) {
  return Exponential<P>(max(P(-Exponential<P>::limit), x), typename Exponential<P>::Bounded{}).value();
}
/// yᵢ = exp(xᵢ − top), and their sum; y may be x.
template <class P>
typename P::Number exponentials(const typename P::Number* x, std::size_t n, typename P::Number top, typename P::Number* y) {
  P total(0);
  each_pack<P>(n, [&](std::size_t i, std::size_t count) {
    const P e = exp_of_negative(load<P>(x + i, count, -std::numeric_limits<typename P::Number>::infinity()) - P(top));
    total = total + e;
    store(e, y + i, count);
  });
  return sum(total);
}

/// Σ f(pack of x, …) over rows of n, in blocks; `fill` is what fills up the last pack, and f of it must be 0.
template <class P, class F, class... X>
typename P::Number sum_of(std::size_t n, typename P::Number fill, const F& f, const X*... x) {
  constexpr std::size_t block = 256 * P::lanes;
  typename P::Number total = 0;
  for (std::size_t from = 0; from < n; from += block)
    total += sum(fold<P>(std::min(block, n - from), 0, [](const P& a, const P& b) { return a + b; },
                         [&](std::size_t i, std::size_t count) { return f(load<P>(x + from + i, count, fill)...); }));
  return total;
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

/// Appends n entries in pieces that memcpy moves by registers: it hands longer ones to an instruction that is slow on some processors.
template <class T>
void append(std::vector<T>& to, const T* x, std::size_t n) {
  constexpr std::size_t piece = 2048 / sizeof(T);
  for (std::size_t i = 0; i < n; i += piece) to.insert(to.end(), x + i, x + std::min(n, i + piece));
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
      if (!gaps) append(all[k].data, y[k], n);
      else
        for (std::size_t i = 0; i < n; ++i) all[k][lanes->index(lane, static_cast<std::int64_t>(i))] = y[k][i];
  }
  return all;
}

}  // namespace etalon::fast::backend
