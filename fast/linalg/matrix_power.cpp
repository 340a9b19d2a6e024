#include "reference/contract/linalg/matrix_power.hpp"

#include <cstdlib>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/product.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::MatrixPower;
using contract::linalg::MatrixPowerVjp;

namespace {

template <class T>
Tensor<T> identity(std::int64_t n) {
  Tensor<T> one({n, n});
  for (std::int64_t i = 0; i < n; ++i) one(i, i) = 1;
  return one;
}

/// A⁻¹ in place of A; false where elimination meets a column of zeros.
template <class T>
bool invert(Tensor<T>& a) {
  const std::int64_t n = a.shape[0];
  Tensor<T> inverse = identity<T>(n);  // by columns, the inverse of Aᵀ is that of A by rows
  if (lapack::gesv(static_cast<int>(n), static_cast<int>(n), a.data.data(), inverse.data.data()) != 0) return false;
  a = std::move(inverse);
  return true;
}

}  // namespace

/// Repeated squaring: at most 2·log₂ k products of BLAS; A⁻¹ from LAPACK's gesv.
template <>
const Fast<MatrixPower> Wings<MatrixPower>::fast = []<class T>(const MatrixPower::In<T>& in) -> Result<MatrixPower::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  Tensor<T> power = identity<T>(n), base = in.a;
  if (in.exponent < 0 && !invert(base)) return domain("C2", "the matrix is singular: elimination meets a column of zeros");
  bool first = true;
  for (std::int64_t k = std::abs(in.exponent); k > 0; k /= 2) {
    if (k % 2 == 1) {
      power = first ? base : product(power, base);
      first = false;
    }
    if (k > 1) base = product(base, base);
  }
  return MatrixPower::Out<T>{std::move(power)};
};

/// Σ_k (Aᵀ)ᵏP̄(Aᵀ)ᵖ⁻¹⁻ᵏ by Horner's rule, S ← AᵀS + P̄(Aᵀ)ᵏ; where p < 0, that of A⁻¹ goes on to A.
template <>
const Fast<MatrixPowerVjp> Wings<MatrixPowerVjp>::fast = []<class T>(const MatrixPowerVjp::In<T>& in) -> Result<MatrixPowerVjp::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  Tensor<T> base = in.a;
  if (in.exponent < 0 && !invert(base)) return domain("C2", "the matrix is singular: elimination meets a column of zeros");
  transpose(n, base.data.data());
  Tensor<T> sum({n, n}), last = in.cotangent.power;  // P̄(Aᵀ)ᵏ
  for (std::int64_t k = 0; k < std::abs(in.exponent); ++k) {
    if (k > 0) last = product(last, base), sum = product(base, sum);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += last[i];
  }
  if (in.exponent < 0) {
    sum = product(product(base, sum), base);
    for (T& x : sum) x = -x;
  }
  return MatrixPowerVjp::Out<T>{std::move(sum)};
};

}  // namespace etalon
