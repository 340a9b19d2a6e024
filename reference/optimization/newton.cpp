#include "reference/contract/optimization/newton.hpp"

#include "reference/contract/linalg/cholesky_solve.hpp"
#include "reference/contract/linalg/lu_solve.hpp"
#include "reference/linalg/matrix.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::CholeskySolve;
using contract::linalg::LuSolve;
using contract::optimization::Newton;

/// Hp = −g by linalg.cholesky_solve or linalg.lu_solve, whose clauses C2 are this one.
template <>
const Reference<Newton> Wings<Newton>::reference = []<class T>(const Newton::In<T>& in, Newton::Variant variant) -> Result<Newton::Out<T>> {
  const std::int64_t n = in.x.shape[0];
  const Tensor<T> side({n, 1}, reference::linalg::negated(in.g).data);
  Newton::Out<T> out{in.x, in.x, T(0)};
  if (variant == Newton::Variant::definite) {
    const auto solved = Wings<CholeskySolve>::reference(CholeskySolve::In<T>{in.h, side});
    if (!solved) return solved.failure();
    out.p.data = solved->x.data;
  } else {
    const auto solved = Wings<LuSolve>::reference(LuSolve::In<T>{reference::linalg::symmetric(in.h), side});
    if (!solved) return solved.failure();
    out.p.data = solved->x.data, out.omega = solved->omega;
  }
  for (std::int64_t i = 0; i < n; ++i) out.next[i] = in.x[i] + out.p[i];
  return out;
};

}  // namespace etalon
