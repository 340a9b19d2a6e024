#include "reference/linalg/matrix_norm.hpp"

#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::MatrixNorm;

const Reference<MatrixNorm> matrix_norm = []<class T>(const MatrixNorm::In<T>& in, MatrixNorm::Variant variant) -> Result<MatrixNorm::Out<T>> {
  for (const T& x : in.a)
    if (isnan(x) || is_infinity(x, +1) || is_infinity(x, -1)) return domain("C1", "the matrix has an entry that is not finite");
  const bool of_columns = variant == MatrixNorm::Variant::one;
  const std::int64_t lines = in.a.shape[of_columns ? 1 : 0], length = in.a.shape[of_columns ? 0 : 1];
  T largest = 0;
  for (std::int64_t line = 0; line < lines; ++line) {
    T sum = 0;
    for (std::int64_t i = 0; i < length; ++i) sum += abs(of_columns ? in.a(i, line) : in.a(line, i));
    largest = max(largest, sum);
  }
  return MatrixNorm::Out<T>{largest};
};

}  // namespace etalon::reference::linalg
