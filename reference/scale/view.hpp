#pragma once
#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

namespace etalon::reference::scale {

/// A matrix of MPFR numbers where they lie; strides are counted in numbers, so that a transpose costs nothing.
struct View {
  const __mpfr_struct* first = nullptr;
  std::int64_t rows = 0, columns = 0, row_stride = 0, column_stride = 0;

  mpfr_srcptr operator()(std::int64_t i, std::int64_t j) const { return first + i * row_stride + j * column_stride; }
  View transposed() const { return {first, columns, rows, column_stride, row_stride}; }
  View block(std::int64_t row, std::int64_t row_count, std::int64_t column, std::int64_t column_count) const {
    return {first + row * row_stride + column * column_stride, row_count, column_count, row_stride, column_stride};
  }
};

static_assert(sizeof(Interval) == 2 * sizeof(__mpfr_struct), "views count in MPFR numbers");

/// The lower ends: all there is of a matrix of points.
inline View view(const Tensor<Interval>& a) {
  return {a.size() == 0 ? nullptr : &a[0].data()->left, a.shape[0], a.shape[1], 2 * a.shape[1], 2};
}

}  // namespace etalon::reference::scale
