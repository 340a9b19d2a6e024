#pragma once
#include "reference/contract/linalg/cholesky_solve.hpp"
#include "reference/contract/linalg/lu_solve.hpp"

/// What Newton's steps share.
namespace etalon::fast::optimization {

/// b as a matrix of one column, times a factor of ±1.
template <class T>
Tensor<T> as_column(const Tensor<T>& b, T factor = 1) {
  return Tensor<T>({b.shape[0], 1}, map(b, [&](T entry) { return factor * entry; }).data);
}

/// p with Hp = −g, H positive definite: by linalg.cholesky_solve, with its clause C2.
template <class T>
Result<Tensor<T>> definite_step(const Tensor<T>& h, const Tensor<T>& g) {
  using contract::linalg::CholeskySolve;
  const auto solved = Wings<CholeskySolve>::fast(CholeskySolve::In<T>{h, as_column(g, T(-1))});
  if (!solved) return solved.failure();
  return Tensor<T>(g.shape, solved->x.data);
}

/// The same of any H that is not singular, by its lower triangle: linalg.lu_solve, with its clause C2.
template <class T>
Result<Tensor<T>> nonsingular_step(Tensor<T> h, const Tensor<T>& g) {
  using contract::linalg::LuSolve;
  for (std::int64_t i = 0; i < h.shape[0]; ++i)
    for (std::int64_t j = i + 1; j < h.shape[0]; ++j) h(i, j) = h(j, i);
  const auto solved = Wings<LuSolve>::fast(LuSolve::In<T>{h, as_column(g, T(-1))});
  if (!solved) return solved.failure();
  return Tensor<T>(g.shape, solved->x.data);
}

}  // namespace etalon::fast::optimization
