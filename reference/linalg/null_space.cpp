#include "reference/linalg/null_space.hpp"

#include <algorithm>

namespace etalon::reference::linalg {
namespace {

constexpr int first_bits = 256, most_bits = 1 << 14;

bool all_points(const Tensor<Interval>& a) {
  return std::all_of(a.begin(), a.end(), [](const Interval& x) { return x.is_point() && x.is_finite(); });
}

/// M in reduced echelon form times its last pivot: Gauss and Jordan without fractions, where every entry is a minor of M
/// (Bareiss 1968). Nothing when the precision does not tell an entry from 0.
struct Echelon {
  Tensor<Interval> m;
  std::vector<std::int64_t> pivots;  ///< the column of each row's pivot
  Interval last = 1;
};
std::optional<Echelon> echelon(const Tensor<Interval>& m) {
  Echelon e{m, {}, 1};
  const std::int64_t rows = m.shape[0], columns = m.shape[1];
  for (std::int64_t k = 0; k < columns; ++k) {
    const auto r = static_cast<std::int64_t>(e.pivots.size());
    std::int64_t row = r;
    while (row < rows && e.m(row, k).is_zero()) ++row;
    if (row >= rows) continue;
    if (e.m(row, k).contains_zero()) return std::nullopt;
    for (std::int64_t j = 0; j < columns; ++j) std::swap(e.m(r, j), e.m(row, j));
    const Interval pivot = e.m(r, k);
    for (std::int64_t i = 0; i < rows; ++i) {
      if (i == r) continue;
      const Interval factor = e.m(i, k);
      for (std::int64_t j = 0; j < columns; ++j) e.m(i, j) = (pivot * e.m(i, j) - factor * e.m(r, j)) / e.last;
    }
    e.last = pivot;
    e.pivots.push_back(k);
  }
  return e;
}

}  // namespace

std::optional<Columns<Interval>> null_space(const Tensor<Interval>& m) {
  if (!all_points(m)) return std::nullopt;
  const auto n = static_cast<std::size_t>(m.shape[1]);
  for (int bits = first_bits; bits <= most_bits; bits *= 2) {
    const Precision guard(bits);
    const auto e = echelon(m);
    if (!e) continue;
    Columns<Interval> basis;
    for (std::size_t free = 0; free < n; ++free) {
      if (std::count(e->pivots.begin(), e->pivots.end(), static_cast<std::int64_t>(free)) > 0) continue;
      basis.emplace_back(n, Interval(0));
      basis.back()[free] = 1;
      for (std::size_t r = 0; r < e->pivots.size(); ++r) basis.back()[e->pivots[r]] = -e->m(r, free) / e->last;
    }
    return basis;
  }
  return std::nullopt;
}

std::optional<Tensor<Interval>> shifted_power(const Tensor<Interval>& a, const Interval& c, std::int64_t k) {
  if (!all_points(a) || !c.is_point()) return std::nullopt;
  const std::int64_t n = a.shape[0];
  for (int bits = first_bits; bits <= most_bits; bits *= 2) {
    const Precision guard(bits);
    Tensor<Interval> shifted = a;
    for (std::int64_t i = 0; i < n; ++i) shifted(i, i) = shifted(i, i) - c;
    Tensor<Interval> power = shifted;
    for (std::int64_t step = 1; step < k; ++step) {
      Tensor<Interval> next({n, n}, std::vector<Interval>(power.size(), Interval(0)));
      for (std::int64_t i = 0; i < n; ++i)
        for (std::int64_t l = 0; l < n; ++l)
          if (!power(i, l).is_zero())
            for (std::int64_t j = 0; j < n; ++j) next(i, j) += power(i, l) * shifted(l, j);
      power = std::move(next);
    }
    if (all_points(power)) return power;
  }
  return std::nullopt;
}

}  // namespace etalon::reference::linalg
