#include "reference/contract/linalg/cholesky_solve.hpp"

#include "fast/backend/lapack.hpp"
#include "fast/linalg/columns.hpp"
#include "reference/contract/linalg/cholesky.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Cholesky;
using contract::linalg::CholeskySolve;

/// LAPACK's potrf and potrs.
template <>
const Fast<CholeskySolve> Wings<CholeskySolve>::fast = []<class T>(const CholeskySolve::In<T>& in) -> Result<CholeskySolve::Out<T>> {
  const auto factor = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
  if (!factor) return factor.failure();
  const std::int64_t n = in.a.shape[0], sides = in.b.shape[1];
  auto x = columns(in.b);
  // The lower triangle by rows is the upper one by columns.
  lapack::potrs('U', static_cast<int>(n), static_cast<int>(sides), factor->l.data.data(), x.data());
  return CholeskySolve::Out<T>{from_columns(x, n, sides)};
};

}  // namespace etalon
