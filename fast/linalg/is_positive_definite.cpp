#include "reference/contract/linalg/is_positive_definite.hpp"

#include "reference/contract/linalg/cholesky.hpp"

namespace etalon {
using contract::linalg::Cholesky;
using contract::linalg::IsPositiveDefinite;

/// LAPACK's potrf: definite if it finds a factor.
template <>
const Fast<IsPositiveDefinite> Wings<IsPositiveDefinite>::fast = []<class T>(const IsPositiveDefinite::In<T>& in) -> Result<IsPositiveDefinite::Out<T>> {
  const auto factor = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
  return IsPositiveDefinite::Out<T>{factor ? 1 : 0};
};

}  // namespace etalon
