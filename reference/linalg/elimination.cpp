#include "reference/linalg/elimination.hpp"

#include <algorithm>

namespace etalon::reference::linalg {
namespace {

constexpr int first_bits = 256, most_bits = 1 << 14;

/// What remains of row i and column j once the pivot's row and column are eliminated; exact division by the pivot before.
Interval eliminate(const Tensor<Interval>& m, std::int64_t i, std::int64_t j, std::int64_t k, const Interval& previous) {
  return (m(k, k) * m(i, j) - m(i, k) * m(k, j)) / previous;
}

/// The rank, if the precision of the guard suffices to tell every pivot from 0.
std::optional<std::int64_t> rank_at_this_precision(Tensor<Interval> m) {
  const std::int64_t rows = m.shape[0], columns = m.shape[1];
  Interval previous = 1;
  for (std::int64_t k = 0; k < std::min(rows, columns); ++k) {
    std::int64_t row = k, column = k;  // of the entry that is furthest from 0
    bool all_zero = true;
    for (std::int64_t i = k; i < rows; ++i)
      for (std::int64_t j = k; j < columns; ++j) {
        all_zero = all_zero && m(i, j).is_zero();
        if ((m(i, j).mignitude() > m(row, column).mignitude()).certainly()) row = i, column = j;
      }
    if (all_zero) return k;
    if (m(row, column).contains_zero()) return std::nullopt;
    for (std::int64_t j = 0; j < columns; ++j) std::swap(m(k, j), m(row, j));
    for (std::int64_t i = 0; i < rows; ++i) std::swap(m(i, k), m(i, column));
    for (std::int64_t i = k + 1; i < rows; ++i)
      for (std::int64_t j = k + 1; j < columns; ++j) m(i, j) = eliminate(m, i, j, k, previous);
    previous = m(k, k);
  }
  return std::min(rows, columns);
}

}  // namespace

std::int64_t first_nonpositive_minor(const Tensor<Interval>& lower) {
  const std::int64_t n = lower.shape[0];
  Tensor<Interval> m = lower;
  Interval previous = 1;
  for (std::int64_t k = 0; k < n; ++k) {
    if (!(m(k, k) > 0)) return k + 1;  // the leading minor of order k + 1
    for (std::int64_t j = k + 1; j < n; ++j) m(k, j) = m(j, k);
    for (std::int64_t i = k + 1; i < n; ++i)
      for (std::int64_t j = k + 1; j <= i; ++j) m(i, j) = eliminate(m, i, j, k, previous);
    previous = m(k, k);
  }
  return 0;
}

std::optional<std::int64_t> exact_rank(const Tensor<Interval>& a) {
  if (!std::all_of(a.begin(), a.end(), [](const Interval& x) { return x.is_point(); })) return std::nullopt;
  for (int bits = first_bits; bits <= most_bits; bits *= 2) {
    const Precision guard(bits);
    if (const auto rank = rank_at_this_precision(a)) return rank;
  }
  return std::nullopt;
}

}  // namespace etalon::reference::linalg
