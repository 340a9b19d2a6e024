#pragma once
#include <algorithm>
#include <numeric>

#include "verify/generate/draw.hpp"
#include "verify/algebra/matrix.hpp"

/// Tensors that are matrices with several axes for the rows and several for the columns.
namespace etalon::verify {

/// Axes with n entries together, some of extent 1; none of them for n = 1, maybe.
inline Dimensions axes_of(Draw& draw, std::int64_t n) {
  if (n == 0) return draw.one_of({Dimensions{0}, Dimensions{2, 0}, Dimensions{0, 3, 1}});
  Dimensions axes;
  if (draw.integer(0, 3) == 0) axes.push_back(1);
  while (n > 1) {
    std::int64_t extent = std::min(draw.extent(2, n), n);
    while (n % extent != 0) ++extent;
    axes.push_back(extent);
    n /= extent;
  }
  return axes;
}

inline Dimensions joined(Dimensions first, const Dimensions& last) {
  first.insert(first.end(), last.begin(), last.end());
  return first;
}

/// 0 … rank − 1 with [first, last) in reverse.
inline std::vector<std::size_t> reversed(std::size_t rank, std::size_t first, std::size_t last) {
  std::vector<std::size_t> order(rank);
  std::iota(order.begin(), order.end(), 0);
  std::reverse(order.begin() + static_cast<std::ptrdiff_t>(first), order.begin() + static_cast<std::ptrdiff_t>(last));
  return order;
}

/// Axis i is axis order[i] of x.
inline Matrix with_axes(const Matrix& x, const std::vector<std::size_t>& order) {
  Dimensions strides(x.rank(), 1), shape;
  for (std::size_t d = x.rank(); d-- > 1;) strides[d - 1] = strides[d] * x.shape[d];
  for (const std::size_t axis : order) shape.push_back(x.shape[axis]);
  Matrix y(shape);
  for (std::size_t i = 0; i < y.size(); ++i) {
    std::int64_t rest = static_cast<std::int64_t>(i), at = 0;
    for (std::size_t d = order.size(); d-- > 0; rest /= shape[d]) at += rest % shape[d] * strides[order[d]];
    y[i] = x[at];
  }
  return y;
}

/// The same entries as rows×columns.
inline Matrix unfolded(const Matrix& x, std::int64_t rows, std::int64_t columns) { return Matrix({rows, columns}, x.data); }

}  // namespace etalon::verify
