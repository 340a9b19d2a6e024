#pragma once
#include <cmath>
#include <utility>
#include <vector>

#include "reference/contract/linalg/cholesky.hpp"

namespace etalon::fast::linalg {

/// A = DLLᵀD, with powers of two in D by which L has rows of length near 1: no product of small entries is lost where it is all that there is.
template <class T>
struct ScaledCholesky {
  Tensor<T> l;
  std::vector<int> exponents;  ///< of D

  /// The i-th pivot of DL.
  T pivot(std::int64_t i) const { return std::ldexp(l(i, i), exponents[static_cast<std::size_t>(i)]); }
  /// (D⁻¹x)ᵢ.
  T unscaled(T x, std::int64_t i) const { return std::ldexp(x, -exponents[static_cast<std::size_t>(i)]); }
  /// (D⁻¹XD⁻¹)ᵢⱼ.
  T unscaled(T x, std::int64_t i, std::int64_t j) const { return std::ldexp(x, -exponents[static_cast<std::size_t>(i)] - exponents[static_cast<std::size_t>(j)]); }
};

/// By LAPACK's potrf. Above the diagonal may stand anything.
template <class T>
Result<ScaledCholesky<T>> scaled_cholesky(Tensor<T> a) {
  ScaledCholesky<T> out;
  const std::int64_t n = a.shape[0];
  for (std::int64_t i = 0; i < n; ++i) out.exponents.push_back(a(i, i) > 0 && std::isfinite(a(i, i)) ? std::ilogb(a(i, i)) / 2 : 0);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) a(i, j) = j <= i ? out.unscaled(a(i, j), i, j) : T(0);
  auto of = Wings<contract::linalg::Cholesky>::fast(contract::linalg::Cholesky::In<T>{std::move(a)});
  if (!of) return of.failure();
  out.l = std::move(of->l);
  return out;
}

}  // namespace etalon::fast::linalg
