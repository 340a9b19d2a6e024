#pragma once
#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

namespace etalon::reference::scale {

/// A matrix of MPFR numbers where they lie; strides are counted in bytes, so that a transpose costs nothing.
struct View {
  mpfr_srcptr first = nullptr;
  std::int64_t rows = 0, columns = 0, row_stride = 0, column_stride = 0;

  mpfr_srcptr operator()(std::int64_t i, std::int64_t j) const {
    return reinterpret_cast<mpfr_srcptr>(reinterpret_cast<const char*>(first) + i * row_stride + j * column_stride);
  }
  View transposed() const { return {first, columns, rows, column_stride, row_stride}; }
  View block(std::int64_t row, std::int64_t row_count, std::int64_t column, std::int64_t column_count) const {
    return {(*this)(row, column), row_count, column_count, row_stride, column_stride};
  }
};

/// The lower ends: all there is of a matrix of points.
inline View view(const Tensor<Interval>& a) {
  for (const Interval& entry : a) entry.data();  // MPFI's from here on, whatever it was: several threads will read it
  constexpr std::int64_t stride = sizeof(Interval);
  return {a.size() == 0 ? nullptr : &a[0].data()->left, a.shape[0], a.shape[1], stride * a.shape[1], stride};
}

}  // namespace etalon::reference::scale
