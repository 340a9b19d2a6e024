#include "reference/contract/linalg/lstsq.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/linalg/lift.hpp"
#include "reference/number/numbers.hpp"
#include "reference/scale/product.hpp"

namespace etalon {
using namespace reference;
using namespace reference::linalg;
using contract::linalg::Lstsq;
using contract::linalg::LstsqVjp;

namespace {

/// AᵀB.
Tensor<Interval> transpose_times(const Tensor<Interval>& a, const Tensor<Interval>& b) {
  Tensor<Interval> product({a.shape[1], b.shape[1]});
  for (std::int64_t i = 0; i < a.shape[1]; ++i)
    for (std::int64_t j = 0; j < b.shape[1]; ++j) {
      Interval sum = 0;
      for (std::int64_t k = 0; k < a.shape[0]; ++k) sum += a(k, i) * b(k, j);
      product(i, j) = sum;
    }
  return product;
}

/// R = B − AX.
Tensor<Interval> residual(const Tensor<Interval>& a, const Tensor<Interval>& x, const Tensor<Interval>& b) {
  Tensor<Interval> r = b;
  for (std::int64_t i = 0; i < b.shape[0]; ++i)
    for (std::int64_t j = 0; j < b.shape[1]; ++j)
      for (std::int64_t k = 0; k < a.shape[1]; ++k) r(i, j) -= a(i, k) * x(k, j);
  return r;
}

}  // namespace

/// The normal equations AᵀAx = Aᵀb, by elimination: their condition costs only bits. The rank is proved. With G = (AᵀA)⁻¹ the
/// solution moves by dX = A⁺(dB − dA·X) + G·dAᵀ·R.
template <>
const Reference<Lstsq> Wings<Lstsq>::reference = []<class T>(const Lstsq::In<T>& in) -> Result<Lstsq::Out<T>> {
  const Tensor<Interval> a = values_of(in.a), b = values_of(in.b);
  const Elimination f = eliminate(transpose_times(a, a));
  if (is_singular(f)) return domain("C2", "the columns of the matrix are not independent");
  const Tensor<Interval> x = solve(f, transpose_times(a, b));
  if constexpr (std::same_as<T, Interval>) {
    return Lstsq::Out<Interval>{x};
  } else {
    const std::int64_t n = a.shape[1], sides = b.shape[1];
    Tensor<Interval> identity({n, n});
    for (std::int64_t i = 0; i < n; ++i) identity(i, i) = 1;
    const Tensor<Interval> g = solve(f, identity), inverse = solve(f, scale::transposed(a)), r = residual(a, x, b);
    Lstsq::Out<T> out{Tensor<T>({n, sides})};
    for (std::int64_t p = 0; p < n; ++p)
      for (std::int64_t j = 0; j < sides; ++j) {
        const auto by_a = [&](std::size_t at) {
          const std::int64_t i = static_cast<std::int64_t>(at) / n, q = static_cast<std::int64_t>(at) % n;
          return g(p, q) * r(i, j) - inverse(p, i) * x(q, j);
        };
        const auto by_b = [&](std::size_t at) {
          const std::int64_t i = static_cast<std::int64_t>(at) / sides, l = static_cast<std::int64_t>(at) % sides;
          return l == j ? inverse(p, i) : Interval(0);
        };
        out.x(p, j) = lifted(lifted(T(x(p, j)), in.a, by_a), in.b, by_b);
      }
    return out;
  }
};

/// By the same normal equations.
template <>
const Reference<LstsqVjp> Wings<LstsqVjp>::reference = [](const LstsqVjp::In<Interval>& in) -> Result<LstsqVjp::Out<Interval>> {
  const Elimination f = eliminate(transpose_times(in.a, in.a));
  if (is_singular(f)) return domain("C2", "the columns of the matrix are not independent");
  const Tensor<Interval> x = solve(f, transpose_times(in.a, in.b)), w = solve(f, in.cotangent.x), r = residual(in.a, x, in.b);
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], sides = in.b.shape[1];
  LstsqVjp::Out<Interval> out{Tensor<Interval>({m, n}), Tensor<Interval>({m, sides})};
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < sides; ++j) {
      for (std::int64_t q = 0; q < n; ++q) out.grad_b(i, j) += in.a(i, q) * w(q, j);
      for (std::int64_t q = 0; q < n; ++q) out.grad_a(i, q) += r(i, j) * w(q, j) - out.grad_b(i, j) * x(q, j);
    }
  return out;
};

}  // namespace etalon
