#include "reference/contract/linalg/cholesky.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "fast/backend/lapack.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::Cholesky;

/// LAPACK's potrf, in the output's own memory.
template <>
const Fast<Cholesky> Wings<Cholesky>::fast = []<class T>(const Cholesky::In<T>& in) -> Result<Cholesky::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  // The lower triangle by rows is the upper one by columns, and UᵀU = A with U = Lᵀ.
  Tensor<T> l = in.a;
  std::int64_t order = lapack::potrf('U', static_cast<int>(n), l.data.data());
  // Far from definite, an overflow reaches the diagonal.
  for (std::int64_t j = 0; order == 0 && j < n; ++j)
    if (!(l(j, j) > 0 && std::isfinite(l(j, j)))) order = j + 1;
  if (order != 0) return domain("C2", "the leading minor of order " + std::to_string(order) + " is not positive");
  for (std::int64_t i = 0; i < n; ++i) std::fill(l.begin() + i * n + i + 1, l.begin() + (i + 1) * n, T(0));
  return Cholesky::Out<T>{std::move(l)};
};

}  // namespace etalon
