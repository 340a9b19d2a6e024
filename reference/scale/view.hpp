#pragma once
#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

namespace etalon::reference::scale {

/// A matrix of MPFR numbers where they lie: numbers in a row, or the lower ends of enclosures. A transpose costs nothing.
struct View {
  const Interval* enclosures = nullptr;
  mpfr_srcptr numbers = nullptr;
  std::int64_t rows = 0, columns = 0, row_stride = 0, column_stride = 0;

  mpfr_srcptr operator()(std::int64_t i, std::int64_t j) const {
    const std::int64_t at = i * row_stride + j * column_stride;
    return enclosures ? &enclosures[at].data()->left : numbers + at;
  }
  View transposed() const { return {enclosures, numbers, columns, rows, column_stride, row_stride}; }
  View block(std::int64_t row, std::int64_t row_count, std::int64_t column, std::int64_t column_count) const {
    const std::int64_t at = row * row_stride + column * column_stride;
    return {enclosures ? enclosures + at : nullptr, numbers ? numbers + at : nullptr, row_count, column_count, row_stride, column_stride};
  }
};

/// The lower ends: all there is of a matrix of points.
inline View view(const Tensor<Interval>& a) {
  for (const Interval& entry : a) entry.data();  // MPFI's from here on, whatever it was: several threads will read it
  return {a.size() == 0 ? nullptr : &a[0], nullptr, a.shape[0], a.shape[1], a.shape[1], 1};
}

}  // namespace etalon::reference::scale
