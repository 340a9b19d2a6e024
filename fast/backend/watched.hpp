#pragma once
#include <algorithm>
#include <limits>
#include <type_traits>
#include <utility>

#include "fast/backend/rows.hpp"
#include "reference/contract/inputs.hpp"

/// Inputs of which a kernel finds what their clauses ask, as it reads them: a pass of its own would fetch them from memory twice.
namespace etalon::fast::backend {

/// A tensor whose clauses ask whether its entries are finite, and with `ends` between which they lie.
template <class T, bool ends>
struct Watched {
  const Tensor<T>& x;
  Seen& seen;
};
template <class T>
Watched<T, false> watched(const Tensor<T>& x, Seen& seen) { return {x, seen}; }
template <class T>
Watched<T, true> watched_ends(const Tensor<T>& x, Seen& seen) { return {x, seen}; }

template <class T>
const Tensor<T>& tensor_of(const Tensor<T>& x) { return x; }
template <class T, bool ends>
const Tensor<T>& tensor_of(const Watched<T, ends>& watched) { return watched.x; }
template <class X>
using NumberOf = std::decay_t<decltype(tensor_of(std::declval<const X&>())[0])>;

/// What was found so far, one of each for every lane of the widest pack; told when the kernel is at its end.
template <class X>
struct Watch {
  bool whole = true;
  explicit Watch(const X&) {}
};
template <class T, bool with_ends>
struct Watch<Watched<T, with_ends>> {
  static constexpr bool ends = with_ends;
  static constexpr std::size_t lanes = 64 / sizeof(T);
  const Watched<T, with_ends>& of;
  bool whole = true;  ///< it is told of all entries
  T zero[lanes], least[lanes], largest[lanes];  ///< 0·x is 0 for every finite x alone

  explicit Watch(const Watched<T, with_ends>& watched) : of(watched) {
    std::fill_n(zero, lanes, T(0));
    std::fill_n(least, lanes, std::numeric_limits<T>::infinity());
    std::fill_n(largest, lanes, -std::numeric_limits<T>::infinity());
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch() {
    if (!whole) return;
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();  // which no range holds
    const bool finite = std::all_of(zero, zero + lanes, [](T z) { return z == 0; });
    of.seen.add(of.x.data.data(), {ends ? *std::min_element(least, least + lanes) : unknown, ends ? *std::max_element(largest, largest + lanes) : unknown, finite});
  }

  /// n more entries, or some once again, of which nobody asks for ends.
  void take(const T* x, std::size_t n) requires(!ends) {
    widest<T>([&]<class P>() {
      const auto join = [](const P& a, const P& b) { return multiply_add(b, 0, a); };
      fold<P>(n, P::load(zero), join, [&](std::size_t i, std::size_t count) { return load<P>(x + i, count); }).store(zero);
    });
  }
};

/// The packs of an input from x on, for the first time and again.
template <class P, class Watching>
struct Reader {
  using T = typename P::Number;
  static constexpr bool watches = requires(Watching w) { w.zero; };
  const T* x;
  Watching& watch;
  P zero = 0, least = 0, largest = 0;

  Reader(const T* from, Watching& watching) : x(from), watch(watching) {
    if constexpr (watches) {
      zero = P::load(watch.zero);
      if constexpr (Watching::ends) least = P::load(watch.least), largest = P::load(watch.largest);
    }
  }
  /// What fills up the last pack is one of its entries.
  P first(std::size_t i, std::size_t n) {
    const P next = again(i, n);
    if constexpr (watches) {
      zero = multiply_add(next, 0, zero);
      if constexpr (Watching::ends) least = min(next, least), largest = max(next, largest);
    }
    return next;
  }
  P again(std::size_t i, std::size_t n) const { return load<P>(x + i, n, x[i]); }
  void keep() const {
    if constexpr (watches) {
      zero.store(watch.zero);
      if constexpr (Watching::ends) least.store(watch.least), largest.store(watch.largest);
    }
  }
};

}  // namespace etalon::fast::backend
