#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

#include "fast/backend/vector.hpp"

/// Products of matrices that are in the caches, in tiles of sums that stay in registers: faster there than a library of any size, and
/// with operands that lie as a layer has them.
namespace etalon::fast::backend {

/// f(0), f(1), … f(n − 1), written out.
template <std::size_t n, class F>
[[gnu::always_inline]] inline void unrolled(const F& f) {
  [&]<std::size_t... k>(std::index_sequence<k...>) [[gnu::always_inline]] { (f(std::integral_constant<std::size_t, k>{}), ...); }(std::make_index_sequence<n>{});
}
/// f of 1 ≤ n ≤ most as a constant.
template <std::size_t most, class F>
void counted(std::size_t n, const F& f) {
  if constexpr (most > 1)
    if (n < most) return counted<most - 1>(n, f);
  f(std::integral_constant<std::size_t, most>{});
}

/// A tile's sums: of 32 registers, or 16, a few stay for what is multiplied.
constexpr std::size_t rows_of_tile = 6;
template <class P>
constexpr std::size_t packs_of_tile = sizeof(P) == 64 ? 4 : 2;

/// Numbers of a panel's row, and how many columns are filled up to: a multiple of any pack.
template <class T>
constexpr std::int64_t panel_width = 256 / sizeof(T);
template <class T>
constexpr std::int64_t column_unit = 64 / sizeof(T);
/// n/d rounded up.
constexpr std::int64_t ratio(std::int64_t n, std::int64_t d) { return (n + d - 1) / d; }
template <class T>
constexpr std::int64_t in_units(std::int64_t columns) {
  return ratio(columns, column_unit<T>) * column_unit<T>;
}

/// c = Σ left·right over terms, or added to it, of some rows and packs of columns. terms(f) calls f(left, right) for every term: left is
/// where the factor of the first row is, those of the others `row` apart, and right where its numbers begin.
template <class P, std::size_t rows, std::size_t packs, class Terms, class T = typename P::Number>
void tile(const Terms& terms, std::int64_t row, bool added, T* c, std::int64_t pitch) {
  P sums[rows][packs];
  unrolled<rows>([&](auto r) { unrolled<packs>([&](auto k) { sums[r][k] = P(0); }); });
  terms([&](const T* left, const T* right) {
    P numbers[packs];
    unrolled<packs>([&](auto k) { numbers[k] = P::load(right + k * P::lanes); });
    unrolled<rows>([&](auto r) {
      const P factor(left[static_cast<std::int64_t>(r) * row]);
      unrolled<packs>([&](auto k) { sums[r][k] = multiply_add(factor, numbers[k], sums[r][k]); });
    });
  });
  unrolled<rows>([&](auto r) {
    unrolled<packs>([&](auto k) {
      T* to = c + static_cast<std::int64_t>(r) * pitch + k * P::lanes;
      if (added) sums[r][k] = P::load(to) + sums[r][k];
      sums[r][k].store(to);
    });
  });
}
/// The same of any number of rows and columns. terms(r, s, f) is for rows from r and columns from s.
template <class P, class Terms, class T = typename P::Number>
void tiles(std::int64_t rows, std::int64_t columns, const Terms& terms, std::int64_t row, bool added, T* c, std::int64_t pitch) {
  constexpr auto tall = static_cast<std::int64_t>(rows_of_tile), lanes = static_cast<std::int64_t>(P::lanes), wide = static_cast<std::int64_t>(packs_of_tile<P>) * lanes;
  for (std::int64_t r = 0; r < rows; r += tall)
    for (std::int64_t s = 0; s < columns; s += wide)
      counted<rows_of_tile>(static_cast<std::size_t>(rows - r), [&](auto height) {
        counted<packs_of_tile<P>>(static_cast<std::size_t>(ratio(columns - s, lanes)), [&](auto packs) {
          tile<P, height, packs>([&](const auto& f) { terms(r, s, f); }, row, added, c + r * pitch + s, pitch);
        });
      });
}

/// A matrix as a right operand: panels of columns, about equally wide, each with its rows one after the other; the last is filled up.
template <class T>
class Panels {
 public:
  Panels(std::int64_t rows, std::int64_t columns) : rows_(rows), columns_(columns), panel_(in_units<T>(ratio(columns, std::max<std::int64_t>(1, ratio(columns, panel_width<T>))))), all_(std::make_unique_for_overwrite<T[]>(static_cast<std::size_t>(rows * in_units<T>(columns)))) {}
  /// Columns of a panel but the last.
  std::int64_t panel() const { return panel_; }
  /// Row i of the panel that begins with column j, and how long it is.
  const T* at(std::int64_t i, std::int64_t j) const { return all_.get() + j * rows_ + i * width(j); }
  T* at(std::int64_t i, std::int64_t j) { return all_.get() + j * rows_ + i * width(j); }
  std::int64_t width(std::int64_t j) const { return std::min(panel_, in_units<T>(columns_) - j); }
  /// All that is in it, and what fills it up.
  std::span<const T> all() const { return {all_.get(), static_cast<std::size_t>(rows_ * in_units<T>(columns_))}; }

  /// Row i is what is at row(i), for the first `rows`.
  template <class F>
  Panels& take_rows(std::int64_t rows, const F& row) {
    for (std::int64_t j = 0; j < columns_; j += panel_)
      for (std::int64_t i = 0; i < rows; ++i) {
        T* to = at(i, j);
        std::fill(std::copy_n(row(i) + j, std::min(width(j), columns_ - j), to), to + width(j), T(0));
      }
    return *this;
  }
  /// Column j is what is at column(j). The next ones are fetched ahead, but not into the nearest cache, where columns a power of two apart share few lines.
  template <class F>
  Panels& take_columns(const F& column) {
    widest<T>([&]<class P>() {
      constexpr auto lanes = static_cast<std::int64_t>(P::lanes);
      for (std::int64_t j = 0; j < in_units<T>(columns_); j += lanes) {
        const std::int64_t first = j / panel_ * panel_, pitch = width(first);
        const T *from[P::lanes], *next[P::lanes];
        for (std::int64_t k = 0; k < lanes; ++k) from[k] = column(std::min(j + k, columns_ - 1)), next[k] = column(std::min(j + lanes + k, columns_ - 1));
        T* to = at(0, first) + (j - first);
        std::int64_t i = 0;
        for (; i + lanes <= rows_; i += lanes) {
          P square[P::lanes];
          unrolled<P::lanes>([&](auto k) { square[k] = P::load(from[k] + i), __builtin_prefetch(next[k] + i, 0, 2); });
          transpose(square);
          unrolled<P::lanes>([&](auto k) { square[k].store(to + (i + static_cast<std::int64_t>(k)) * pitch); });
        }
        for (; i < rows_; ++i)
          for (std::int64_t k = 0; k < lanes; ++k) to[i * pitch + k] = from[k][i];
      }
    });
    return *this;
  }

 private:
  std::int64_t rows_, columns_, panel_;
  std::unique_ptr<T[]> all_;
};

/// A left operand: entry (r, k) is at x + r·row + k·term.
template <class T>
struct Strided {
  const T* x;
  std::int64_t row, term;
};

/// Terms of a panel, which are 32 KiB.
constexpr std::int64_t block_of_terms = 128;

/// c = a·b of so many rows, columns and terms, or added to it; c's rows are `pitch` apart and have room for whole units of columns. The
/// rows of the next tile are fetched ahead: where a is in memory, their addresses come as a surprise to the processor. Where they are
/// wanted first, they are fetched to their end, but not into the nearest cache, which the panel fills.
template <class P, class T = typename P::Number>
void product_of_tiles(std::int64_t rows, std::int64_t columns, std::int64_t terms, const Strided<T>& a, const Panels<T>& b, bool added, T* c, std::int64_t pitch) {
  for (std::int64_t k = 0; k < std::max<std::int64_t>(terms, 1); k += block_of_terms)
    for (std::int64_t j = 0; j < columns; j += b.panel()) {
      const auto each = [&](std::int64_t r, std::int64_t s, const auto& f) {
        const T *left = a.x + r * a.row + k * a.term, *right = b.at(k, j) + s;
        const std::int64_t end = std::min(terms, k + block_of_terms);
        for (std::int64_t next = rows_of_tile; next < std::min<std::int64_t>(2 * rows_of_tile, rows - r); ++next) {
          __builtin_prefetch(left + next * a.row);
          if (a.term == 1 && j == 0 && s == 0)
            for (std::int64_t line = column_unit<T>; line < end - k; line += column_unit<T>) __builtin_prefetch(left + next * a.row + line, 0, 2);
        }
        for (std::int64_t term = k; term < end; ++term, left += a.term, right += b.width(j)) f(left, right);
      };
      tiles<P>(rows, std::min(columns - j, b.panel()), each, a.row, added || k > 0, c + j, pitch);
    }
}
template <class T>
void tiled_product(std::int64_t rows, std::int64_t columns, std::int64_t terms, const Strided<T>& a, const Panels<T>& b, bool added, T* c, std::int64_t pitch) {
  widest<T>([&]<class P>() { product_of_tiles<P>(rows, columns, terms, a, b, added, c, pitch); });
}

/// How far apart rows of so many columns lie, which are also read down their columns: in an odd number of lines of the cache, whose sets
/// they then share evenly.
template <class T>
constexpr std::int64_t odd_pitch(std::int64_t columns) {
  return in_units<T>(columns) | column_unit<T>;
}

}  // namespace etalon::fast::backend
