#include "reference/contract/linalg/slogdet.hpp"

#include <cmath>
#include <limits>

#include "fast/linalg/gauss.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Slogdet;
using contract::linalg::SlogdetVjp;

/// LAPACK's getrf; the logarithms of the pivots are added.
template <>
const Fast<Slogdet> Wings<Slogdet>::fast = []<class T>(const Slogdet::In<T>& in) -> Result<Slogdet::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  const auto [factors, swaps] = factor(in.a);
  Slogdet::Out<T> out{static_cast<T>(parity(swaps)), 0};
  for (std::int64_t k = 0; k < n; ++k) {
    const T pivot = factors[k * n + k];
    if (pivot == 0) return Slogdet::Out<T>{0, -std::numeric_limits<T>::infinity()};
    if (pivot < 0) out.sign = -out.sign;
    out.logabsdet += std::log(std::fabs(pivot));
  }
  return out;
};

/// LAPACK's getrf and getri; A⁻¹ by columns is A⁻ᵀ by rows.
template <>
const Fast<SlogdetVjp> Wings<SlogdetVjp>::fast = []<class T>(const SlogdetVjp::In<T>& in) -> Result<SlogdetVjp::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  auto [x, swaps] = factor(in.a);
  if (has_zero_pivot(n, x)) return domain("C2", "the matrix is singular");
  if (n > 0) lapack::getri(static_cast<int>(n), x.data(), swaps.data());
  for (T& entry : x) entry *= in.cotangent.logabsdet;
  return SlogdetVjp::Out<T>{Tensor<T>({n, n}, std::move(x))};
};

}  // namespace etalon
