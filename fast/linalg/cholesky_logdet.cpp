#include "reference/contract/linalg/cholesky_logdet.hpp"

#include <cmath>

#include "reference/contract/linalg/cholesky.hpp"

namespace etalon {
using contract::linalg::Cholesky;
using contract::linalg::CholeskyLogdet;

/// LAPACK's potrf; the logarithms of the diagonal are added.
template <>
const Fast<CholeskyLogdet> Wings<CholeskyLogdet>::fast = []<class T>(const CholeskyLogdet::In<T>& in) -> Result<CholeskyLogdet::Out<T>> {
  const auto factor = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
  if (!factor) return factor.failure();
  T sum = 0;
  for (std::int64_t j = 0; j < in.a.shape[0]; ++j) sum += std::log(factor->l(j, j));
  return CholeskyLogdet::Out<T>{2 * sum};
};

}  // namespace etalon
