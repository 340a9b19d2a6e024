#include "fast/linalg/is_positive_definite.hpp"

#include "fast/linalg/cholesky.hpp"

namespace etalon::fast::linalg {
using contract::linalg::Cholesky;
using contract::linalg::IsPositiveDefinite;

const Fast<IsPositiveDefinite> is_positive_definite = []<class T>(const IsPositiveDefinite::In<T>& in) -> Result<IsPositiveDefinite::Out<T>> {
  const auto factor = cholesky(Cholesky::In<T>{in.a});
  if (!factor && factor.failure().clause == "C1") return factor.failure();
  return IsPositiveDefinite::Out<T>{factor ? 1 : 0};
};

}  // namespace etalon::fast::linalg
