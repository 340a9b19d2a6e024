#include "reference/contract/linalg/cholesky.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/columns.hpp"
#include "fast/linalg/triangular.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Cholesky;
using contract::linalg::CholeskyVjp;

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

/// Murray's symbolic form: S = L⁻ᵀΦ(LᵀL̄)L⁻¹ by one product and two triangular systems, no inverse.
template <>
const Fast<CholeskyVjp> Wings<CholeskyVjp>::fast = []<class T>(const CholeskyVjp::In<T>& in) -> Result<CholeskyVjp::Out<T>> {
  const auto forward = Wings<Cholesky>::fast(in);
  if (!forward) return forward.failure();
  const Tensor<T>&l = forward->l, &cotangent = in.cotangent.l;
  const std::int64_t n = l.shape[0];
  Tensor<T> s({n, n});
  for (std::int64_t k = 0; k < n; ++k)
    for (std::int64_t i = 0; i <= k; ++i)
      for (std::int64_t j = 0; j <= i; ++j) s(i, j) += l(k, i) * cotangent(k, j);
  for (std::int64_t i = 0; i < n; ++i) s(i, i) /= 2;
  for (int side = 0; side < 2; ++side) {  // L⁻ᵀΦ, and then L⁻ᵀ times its transpose: Sᵀ
    solve_lower_transposed(l, s);
    transpose(n, s.data.data());
  }
  fold(s);
  return CholeskyVjp::Out<T>{std::move(s)};
};

}  // namespace etalon
