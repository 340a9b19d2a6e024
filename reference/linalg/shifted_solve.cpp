#include "reference/linalg/shifted_solve.hpp"

#include <algorithm>

#include "reference/linalg/elimination.hpp"

namespace etalon::reference::linalg {

Tensor<Interval> shifted_solve(const Tensor<Interval>& a, const Interval& shift, const Tensor<Interval>& x) {
  const std::int64_t n = a.shape[0];
  Tensor<Interval> m = a, y = x;
  for (std::int64_t i = 0; i < n; ++i) m(i, i) -= shift;
  for (std::int64_t k = 0; k < n; ++k) {
    std::int64_t row = k;
    for (std::int64_t i = k + 1; i < n; ++i)
      if ((m(i, k).mignitude() > m(row, k).mignitude()).certainly()) row = i;
    if (m(row, k).contains_zero()) throw Undecided{"is A − σI singular?"};
    for (std::int64_t j = k; j < n; ++j) std::swap(m(k, j), m(row, j));
    std::swap(y[k], y[row]);
    for (std::int64_t i = k + 1; i < n; ++i) {
      const Interval factor = m(i, k) / m(k, k);
      for (std::int64_t j = k + 1; j < n; ++j) m(i, j) -= factor * m(k, j);
      y[i] -= factor * y[k];
    }
  }
  for (std::int64_t k = n; k-- > 0;) {
    for (std::int64_t j = k + 1; j < n; ++j) y[k] -= m(k, j) * y[j];
    y[k] /= m(k, k);
  }
  return y;
}

bool is_singular(const Tensor<Interval>& a, const Interval& p, const Interval& q) {
  const auto is_point = [](const Interval& x) { return x.is_point(); };
  if (!std::all_of(a.begin(), a.end(), is_point) || !p.is_point() || !q.is_point()) return false;
  for (int bits = 256; bits <= 1 << 14; bits *= 2) {
    const Precision guard(bits);
    Tensor<Interval> m = map(a, [&](const Interval& x) { return x * q; });
    for (std::int64_t i = 0; i < a.shape[0]; ++i) m(i, i) -= p;
    if (!std::all_of(m.begin(), m.end(), is_point)) continue;
    const auto rank = exact_rank(m);
    return rank && *rank < a.shape[0];
  }
  return false;
}

}  // namespace etalon::reference::linalg
