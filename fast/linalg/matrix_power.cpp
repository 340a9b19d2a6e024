#include "reference/contract/linalg/matrix_power.hpp"

#include <cstdlib>

#include "fast/backend/blas.hpp"
#include "fast/backend/lapack.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::MatrixPower;

namespace {

template <class T>
Tensor<T> product(const Tensor<T>& a, const Tensor<T>& b) {
  const std::int64_t n = a.shape[0];
  Tensor<T> c({n, n});
  backend::gemm(n, n, n, a.data.data(), b.data.data(), c.data.data());
  return c;
}

}  // namespace

/// Repeated squaring: at most 2·log₂ k products of BLAS; A⁻¹ from LAPACK's gesv.
template <>
const Fast<MatrixPower> Wings<MatrixPower>::fast = []<class T>(const MatrixPower::In<T>& in) -> Result<MatrixPower::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  Tensor<T> power({n, n}), base = in.a;
  for (std::int64_t i = 0; i < n; ++i) power(i, i) = 1;
  if (in.exponent < 0) {
    std::vector<T> destroyed = in.a.data;
    base = power;  // by columns, the inverse of Aᵀ is that of A by rows
    if (lapack::gesv(static_cast<int>(n), static_cast<int>(n), destroyed.data(), base.data.data()) != 0)
      return domain("C2", "the matrix is singular: elimination meets a column of zeros");
  }
  bool first = true;
  for (std::int64_t k = std::abs(in.exponent); k > 0; k /= 2) {
    if (k % 2 == 1) {
      power = first ? base : product(power, base);
      first = false;
    }
    if (k > 1) base = product(base, base);
  }
  return MatrixPower::Out<T>{power};
};

}  // namespace etalon
