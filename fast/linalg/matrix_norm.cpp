#include "reference/contract/linalg/matrix_norm.hpp"

#include <algorithm>
#include <cmath>

namespace etalon {
using contract::linalg::MatrixNorm;
using Variant = MatrixNorm::Variant;

/// One pass over the rows.
template <>
const Fast<MatrixNorm> Wings<MatrixNorm>::fast = []<class T>(const MatrixNorm::In<T>& in, Variant variant) -> Result<MatrixNorm::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
  Storage<T> columns(variant == Variant::one ? n : 0);
  T largest = 0;
  for (std::int64_t i = 0; i < m; ++i) {
    const T* row = in.a.data.data() + i * n;
    T sum = 0;
    for (std::int64_t j = 0; j < n; ++j)
      if (variant == Variant::one) columns[j] += std::fabs(row[j]);
      else sum += std::fabs(row[j]);
    largest = std::max(largest, sum);
  }
  for (const T sum : columns) largest = std::max(largest, sum);
  return MatrixNorm::Out<T>{largest};
};

}  // namespace etalon
