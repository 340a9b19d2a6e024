#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "fast/backend/caches.hpp"
#include "fast/backend/elementary.hpp"
#include "fast/backend/vector.hpp"

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

/// Whether results go past the caches: where what a call reads and writes fills half of the last one, which others use as well, they would only drive
/// out what is still to be read. Rows of n entries then begin where a register may be written so.
template <class T>
bool past_caches(std::size_t numbers, std::size_t n) {
  const std::size_t last = last_cache();
  return last > 0 && numbers * sizeof(T) >= last / 2 && n * sizeof(T) % 64 == 0;
}
template <class P>
void put(const P& y, typename P::Number* to, std::size_t count, bool past) {
  if (past && count == P::lanes) y.stream(to);
  else store(y, to, count);
}
/// f(past), compiled for each.
template <class F>
void for_either(bool past, const F& f) {
  if (past) f(std::true_type());
  else f(std::false_type());
}
/// Fetches the line n numbers behind x, if there is one: for a pass to come, while this one leaves the memory idle.
template <class T>
void fetch_ahead(const T* x, std::size_t n) {
  __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(x) + n * sizeof(T)));
}
/// After results that went past the caches: nothing that follows is seen before them.
inline void finish(bool past) {
  if (past) std::atomic_thread_fence(std::memory_order_seq_cst);
}

}  // namespace etalon::fast::backend
