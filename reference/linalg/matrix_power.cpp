#include "reference/contract/linalg/matrix_power.hpp"

#include "reference/linalg/elimination.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::MatrixPower;

namespace {

const Interval& value_of(const Interval& x) { return x; }
template <Lifted N>
const Interval& value_of(const N& x) { return x.value(); }

template <class T>
Tensor<T> identity(std::int64_t n) {
  Tensor<T> i({n, n}, std::vector<T>(static_cast<std::size_t>(n * n), T(0)));
  for (std::int64_t k = 0; k < n; ++k) i(k, k) = T(1);
  return i;
}

template <class T>
Tensor<T> product(const Tensor<T>& a, const Tensor<T>& b) {
  const std::int64_t n = a.shape[0];
  Tensor<T> c({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      T sum = 0;
      for (std::int64_t k = 0; k < n; ++k) sum += a(i, k) * b(k, j);
      c(i, j) = sum;
    }
  return c;
}

/// A⁻¹ from LU = PA by columns: Ly = Pe, Ux = y; the largest entry below, as far as it is told apart, is the pivot.
template <class T>
Tensor<T> inverse(Tensor<T> a) {
  const std::int64_t n = a.shape[0];
  Tensor<T> x = identity<T>(n);
  for (std::int64_t k = 0; k < n; ++k) {
    std::int64_t row = k;
    for (std::int64_t i = k + 1; i < n; ++i)
      if ((value_of(a(i, k)).mignitude() > value_of(a(row, k)).magnitude()).certainly()) row = i;
    if (value_of(a(row, k)).contains_zero()) throw Undecided{"a pivot"};
    for (std::int64_t j = 0; j < n; ++j) {
      std::swap(a(k, j), a(row, j));
      std::swap(x(k, j), x(row, j));
    }
    for (std::int64_t i = k + 1; i < n; ++i) {
      const T l = a(i, k) / a(k, k);
      for (std::int64_t j = k + 1; j < n; ++j) a(i, j) -= l * a(k, j);
      for (std::int64_t j = 0; j < n; ++j) x(i, j) -= l * x(k, j);
    }
  }
  for (std::int64_t k = n; k-- > 0;)
    for (std::int64_t j = 0; j < n; ++j) {
      for (std::int64_t i = k + 1; i < n; ++i) x(k, j) -= a(k, i) * x(i, j);
      x(k, j) /= a(k, k);
    }
  return x;
}

}  // namespace

/// A·A⋯A, one factor after the other; A⁻¹ by Gauss and Jordan's elimination.
template <>
const Reference<MatrixPower> Wings<MatrixPower>::reference = []<class T>(const MatrixPower::In<T>& in) -> Result<MatrixPower::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  if (in.exponent < 0) {
    const auto rank = exact_rank(map(in.a, [](const T& x) { return value_of(x); }));
    if (rank && *rank < n) return domain("C2", "the matrix is singular: its rank is " + std::to_string(*rank));
  }
  if (in.exponent == 0) return MatrixPower::Out<T>{identity<T>(n)};

  const Tensor<T> base = in.exponent < 0 ? inverse(in.a) : in.a;
  Tensor<T> power = base;
  for (std::int64_t k = 1; k < std::abs(in.exponent); ++k) power = product(power, base);
  return MatrixPower::Out<T>{power};
};

}  // namespace etalon
