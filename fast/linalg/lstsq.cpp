#include "reference/contract/linalg/lstsq.hpp"

#include <algorithm>
#include <cmath>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/columns.hpp"
#include "reference/contract/linalg/qr.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Lstsq;
using contract::linalg::LstsqVjp;
using contract::linalg::Qr;

/// LAPACK's gels: Householder QR.
template <>
const Fast<Lstsq> Wings<Lstsq>::fast = []<class T>(const Lstsq::In<T>& in) -> Result<Lstsq::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], sides = in.b.shape[1];
  const bool all_zero = std::all_of(in.a.begin(), in.a.end(), [](T x) { return x == 0; });  // gels answers with 0
  if (m < n || (n > 0 && all_zero)) return domain("C2", "the columns of the matrix are not independent");
  Lstsq::Out<T> out{Tensor<T>({n, sides})};
  if (n == 0) return out;
  auto a = columns(in.a), b = columns(in.b);
  if (lapack::gels(static_cast<int>(m), static_cast<int>(n), static_cast<int>(sides), a.data(), b.data()) != 0)
    return domain("C2", "the columns of the matrix are not independent");
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < sides; ++j) out.x(i, j) = b[j * m + i];
  return out;
};

/// By A = QR: Y = R⁻ᵀX̄ gives B̄ = QY and W = R⁻¹Y, so that AᵀA, whose condition is κ², is never formed. A and B are scaled by the
/// power of two that brings A near 1, for W is of the size of A⁻².
template <>
const Fast<LstsqVjp> Wings<LstsqVjp>::fast = []<class T>(const LstsqVjp::In<T>& in) -> Result<LstsqVjp::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], sides = in.b.shape[1];
  T largest = 0;
  for (const T entry : in.a) largest = std::max(largest, std::abs(entry));
  const int exponent = largest > 0 ? std::ilogb(largest) : 0;
  const auto scaled = [&](const Tensor<T>& given) { return map(given, [&](T entry) { return std::scalbn(entry, -exponent); }); };
  const Tensor<T> a = scaled(in.a), b = scaled(in.b);
  const auto solved = Wings<Lstsq>::fast(Lstsq::In<T>{a, b});
  if (!solved) return solved.failure();
  const auto factors = Wings<Qr>::fast(Qr::In<T>{a, 0});
  if (!factors) return factors.failure();
  const auto& [q, r] = *factors;
  const Tensor<T>& x = solved->x;

  LstsqVjp::Out<T> out{Tensor<T>({m, n}), Tensor<T>({m, sides})};
  Storage<T> y(n), w(n);
  for (std::int64_t j = 0; j < sides; ++j) {
    for (std::int64_t i = 0; i < n; ++i) {
      y[i] = in.cotangent.x(i, j);
      for (std::int64_t l = 0; l < i; ++l) y[i] -= r(l, i) * y[l];
      y[i] /= r(i, i);
    }
    for (std::int64_t i = n; i-- > 0;) {
      w[i] = y[i];
      for (std::int64_t l = i + 1; l < n; ++l) w[i] -= r(i, l) * w[l];
      w[i] /= r(i, i);
    }
    for (std::int64_t i = 0; i < m; ++i) {
      T residual = b(i, j), along = 0;
      for (std::int64_t l = 0; l < n; ++l) {
        residual -= a(i, l) * x(l, j);
        along += q(i, l) * y[l];
      }
      out.grad_b(i, j) = along;
      for (std::int64_t l = 0; l < n; ++l) out.grad_a(i, l) += residual * w[l] - along * x(l, j);
    }
  }
  return LstsqVjp::Out<T>{scaled(out.grad_a), scaled(out.grad_b)};
};

}  // namespace etalon
