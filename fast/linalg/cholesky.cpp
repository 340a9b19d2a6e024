#include "fast/linalg/cholesky.hpp"

#include <cmath>
#include <string>

#include "fast/backend/lapack.hpp"

namespace etalon::fast::linalg {
using contract::linalg::Cholesky;

const Fast<Cholesky> cholesky = []<class T>(const Cholesky::In<T>& in) -> Result<Cholesky::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  Tensor<T> l({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      if (!std::isfinite(in.a(i, j))) return domain("C1", "the lower triangle has an entry that is not finite");
      l(i, j) = in.a(i, j);
    }
  // The lower triangle by rows is the upper one by columns, and UᵀU = A with U = Lᵀ.
  std::int64_t order = lapack::potrf('U', static_cast<int>(n), l.data.data());
  // Far from definite, an entry can overflow and pass as NaN.
  for (std::int64_t j = 0; order == 0 && j < n; ++j)
    if (!(l(j, j) > 0 && std::isfinite(l(j, j)))) order = j + 1;
  if (order != 0) return domain("C2", "the leading minor of order " + std::to_string(order) + " is not positive");
  return Cholesky::Out<T>{l};
};

}  // namespace etalon::fast::linalg
