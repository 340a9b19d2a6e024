#include "reference/contract/linalg/cholesky_solve.hpp"

#include "fast/backend/lapack.hpp"
#include "fast/linalg/columns.hpp"
#include "fast/linalg/triangular.hpp"
#include "reference/contract/linalg/cholesky.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Cholesky;
using contract::linalg::CholeskySolve;
using contract::linalg::CholeskySolveVjp;

namespace {

/// A⁻¹B by the factor L, with LAPACK's potrs; by columns.
template <class T>
Storage<T> solved(const Tensor<T>& l, const Tensor<T>& b) {
  auto x = columns(b);
  // The lower triangle by rows is the upper one by columns.
  lapack::potrs('U', static_cast<int>(b.shape[0]), static_cast<int>(b.shape[1]), l.data.data(), x.data());
  return x;
}

}  // namespace

/// LAPACK's potrf and potrs.
template <>
const Fast<CholeskySolve> Wings<CholeskySolve>::fast = []<class T>(const CholeskySolve::In<T>& in) -> Result<CholeskySolve::Out<T>> {
  const auto factor = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
  if (!factor) return factor.failure();
  return CholeskySolve::Out<T>{from_columns(solved(factor->l, in.b), in.b.shape[0], in.b.shape[1])};
};

/// One factorization, two solves, and the outer product folded onto the lower triangle.
template <>
const Fast<CholeskySolveVjp> Wings<CholeskySolveVjp>::fast = []<class T>(const CholeskySolveVjp::In<T>& in) -> Result<CholeskySolveVjp::Out<T>> {
  const auto factor = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
  if (!factor) return factor.failure();
  const std::int64_t n = in.b.shape[0], sides = in.b.shape[1];
  const Storage<T> x = solved(factor->l, in.b), grad_b = solved(factor->l, in.cotangent.x);
  CholeskySolveVjp::Out<T> out{Tensor<T>({n, n}), from_columns(grad_b, n, sides)};
  for (std::int64_t side = 0; side < sides; ++side)
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < n; ++j) out.grad_a(i, j) -= grad_b[side * n + i] * x[side * n + j];
  fold(out.grad_a);
  return out;
};

}  // namespace etalon
