#include "reference/contract/linalg/cholesky.hpp"

#include "reference/linalg/elimination.hpp"
#include "reference/linalg/triangular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Cholesky;
using contract::linalg::CholeskyVjp;

/// Definite by the signs of the leading minors; then L column by column, as A = LLᵀ defines it.
template <>
const Reference<Cholesky> Wings<Cholesky>::reference = []<class T>(const Cholesky::In<T>& in) -> Result<Cholesky::Out<T>> {
  const Tensor<T>& a = in.a;
  const std::int64_t n = a.shape[0];
  if (const auto order = first_nonpositive_minor(enclosures(a)); order != 0)
    return domain("C2", "the leading minor of order " + std::to_string(order) + " is not positive");

  Tensor<T> l = zeros<T>(n, n);
  for (std::int64_t j = 0; j < n; ++j) {
    T pivot = a(j, j);
    for (std::int64_t k = 0; k < j; ++k) pivot -= square(l(j, k));
    l(j, j) = sqrt(pivot);
    for (std::int64_t i = j + 1; i < n; ++i) {
      T sum = a(i, j);
      for (std::int64_t k = 0; k < j; ++k) sum -= l(i, k) * l(j, k);
      l(i, j) = sum / l(j, j);
    }
  }
  return Cholesky::Out<T>{l};
};

/// S = L⁻ᵀΦ(LᵀL̄)L⁻¹, folded onto the lower triangle; Φ keeps the lower triangle, its diagonal halved. What stands above the
/// diagonal of L̄ meets zeros of L.
template <>
const Reference<CholeskyVjp> Wings<CholeskyVjp>::reference = []<class T>(const CholeskyVjp::In<T>& in) -> Result<CholeskyVjp::Out<T>> {
  const auto forward = Wings<Cholesky>::reference(in);
  if (!forward) return forward.failure();
  const Tensor<T>& l = forward->l;
  const std::int64_t n = l.shape[0];
  Tensor<T> phi = zeros<T>(n, n);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      T sum = 0;
      for (std::int64_t k = i; k < n; ++k) sum += l(k, i) * in.cotangent.l(k, j);
      phi(i, j) = i == j ? sum / 2 : sum;
    }
  const Tensor<T> left = solve_lower_transposed(l, phi);
  return CholeskyVjp::Out<T>{folded(transposed(solve_lower_transposed(l, transposed(left))))};
};

}  // namespace etalon
