#include "fast/linalg/matrix_norm.hpp"

#include <algorithm>

#include "fast/linalg/columns.hpp"

namespace etalon::fast::linalg {
using contract::linalg::MatrixNorm;

const Fast<MatrixNorm> matrix_norm = []<class T>(const MatrixNorm::In<T>& in, MatrixNorm::Variant variant) -> Result<MatrixNorm::Out<T>> {
  if (!all_finite(in.a)) return domain("C1", "the matrix has an entry that is not finite");
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
  const bool of_columns = variant == MatrixNorm::Variant::one;
  std::vector<T> sums(of_columns ? n : m);
  for (std::int64_t i = 0; i < m; ++i)  // in the order of memory, for both
    for (std::int64_t j = 0; j < n; ++j) sums[of_columns ? j : i] += std::fabs(in.a(i, j));
  return MatrixNorm::Out<T>{sums.empty() ? T(0) : *std::max_element(sums.begin(), sums.end())};
};

}  // namespace etalon::fast::linalg
