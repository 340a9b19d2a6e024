#include "reference/linalg/gauss.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace etalon::reference::linalg {
namespace {

constexpr std::int64_t always_exact = 12;  // to this order, fraction-free elimination costs next to nothing

/// Ordinarily m is what remains of PA. Fraction-free (Bareiss), it is that times `scale`, the pivot before: a minor of A.
Elimination<Interval> eliminate(const Tensor<Interval>& a, bool fraction_free) {
  const std::int64_t rows = a.shape[0], columns = a.shape[1], order = std::min(rows, columns);
  Tensor<Interval> m = map(a, [](const Interval& x) { return x + 0; });  // at the precision of the guard
  Elimination<Interval> out{std::vector<std::int64_t>(rows), false, zeros<Interval>(rows, order), zeros<Interval>(order, columns)};
  std::iota(out.p.begin(), out.p.end(), 0);

  Interval scale = 1, scratch;
  for (std::int64_t k = 0; k < order; ++k) {
    std::int64_t pivot = k;
    for (std::int64_t i = k + 1; i < rows; ++i)
      if (abs(m(i, k)) > abs(m(pivot, k))) pivot = i;
    if (pivot != k) {
      for (std::int64_t j = k; j < columns; ++j) std::swap(m(k, j), m(pivot, j));
      for (std::int64_t j = 0; j < k; ++j) std::swap(out.l(k, j), out.l(pivot, j));
      std::swap(out.p[k], out.p[pivot]);
      out.odd = !out.odd;
    }
    out.l(k, k) = 1;
    for (std::int64_t j = k; j < columns; ++j) out.u(k, j) = m(k, j) / scale;
    if (m(k, k).is_zero()) continue;  // so is the column below it
    if (m(k, k).contains_zero()) throw Undecided{"a pivot may be zero"};
    for (std::int64_t i = k + 1; i < rows; ++i) {
      if (m(i, k).is_zero() && !fraction_free) continue;
      out.l(i, k) = m(i, k) / m(k, k);
      for (std::int64_t j = k + 1; j < columns; ++j)
        if (fraction_free) m(i, j) = (m(k, k) * m(i, j) - m(i, k) * m(k, j)) / scale;
        else subtract_product(m(i, j), out.l(i, k), m(k, j), scratch);
    }
    if (fraction_free) scale = m(k, k);
  }
  return out;
}

}  // namespace

void subtract_product(Interval& x, const Interval& y, const Interval& z, Interval& scratch) {
  mpfi_mul(scratch.data(), y.data(), z.data());
  mpfi_sub(x.data(), x.data(), scratch.data());
}

Elimination<Interval> eliminate(const Tensor<Interval>& a) {
  if (std::min(a.shape[0], a.shape[1]) > always_exact) try {
      return eliminate(a, false);
    } catch (const Undecided&) {
      if (Precision::bits() <= 256) throw;  // a tie or a zero is rare: more bits first
    }
  return eliminate(a, true);
}

}  // namespace etalon::reference::linalg
