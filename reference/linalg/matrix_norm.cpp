#include "reference/contract/linalg/matrix_norm.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::MatrixNorm;
using Variant = MatrixNorm::Variant;

/// The largest sum of absolute values.
template <>
const Reference<MatrixNorm> Wings<MatrixNorm>::reference = []<class T>(const MatrixNorm::In<T>& in, Variant variant) -> Result<MatrixNorm::Out<T>> {
  const std::size_t m = in.a.shape[0], n = in.a.shape[1];
  std::vector<T> sums(variant == Variant::one ? n : m, T(0));
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < n; ++j) sums[variant == Variant::one ? j : i] += abs(in.a(i, j));
  T largest = 0;
  for (const T& sum : sums) largest = max(largest, sum);
  return MatrixNorm::Out<T>{largest};
};

}  // namespace etalon
