#include "fast/linalg/cholesky_logdet.hpp"

#include <cmath>

#include "fast/linalg/cholesky.hpp"

namespace etalon::fast::linalg {
using contract::linalg::Cholesky;
using contract::linalg::CholeskyLogdet;

const Fast<CholeskyLogdet> cholesky_logdet = []<class T>(const CholeskyLogdet::In<T>& in) -> Result<CholeskyLogdet::Out<T>> {
  const auto factor = cholesky(Cholesky::In<T>{in.a});
  if (!factor) return factor.failure();
  T sum = 0;
  for (std::int64_t j = 0; j < in.a.shape[0]; ++j) sum += std::log(factor->l(j, j));
  return CholeskyLogdet::Out<T>{2 * sum};
};

}  // namespace etalon::fast::linalg
