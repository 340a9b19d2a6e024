#include "reference/contract/linalg/det.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Det;
using contract::linalg::DetVjp;

namespace {

/// A without row i and column j.
template <class T>
Tensor<T> without(const Tensor<T>& a, std::int64_t i, std::int64_t j) {
  const std::int64_t n = a.shape[0] - 1;
  Tensor<T> rest({n, n});
  for (std::int64_t r = 0; r < n; ++r)
    for (std::int64_t c = 0; c < n; ++c) rest(r, c) = a(r < i ? r : r + 1, c < j ? c : c + 1);
  return rest;
}

/// The cofactors C of a singular A: ±minors. Elsewhere they are det A·A⁻ᵀ.
Tensor<Interval> minors_with_sign(const Tensor<Interval>& a) {
  const std::int64_t n = a.shape[0];
  Tensor<Interval> c({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      const Interval minor = determinant(eliminate(without(a, i, j)));
      c(i, j) = (i + j) % 2 == 0 ? minor : -minor;
    }
  return c;
}

/// ±Π u_kk; where that is 0, with no slopes of its own, Jacobi's formula gives those of every entry: its cofactor.
template <class T>
T determinant_of(const Tensor<T>& a, const Elimination<T>& f) {
  if constexpr (Lifted<T>)
    if (is_singular(f)) {
      const Tensor<Interval> c = minors_with_sign(enclosures(a));
      T zero = 0;
      for (std::size_t i = 0; i < a.size(); ++i) zero = T::chain(0, zero, 1, a[i], typename T::Scalar(c[i]));
      return zero;
    }
  return determinant(f);
}

}  // namespace

/// The product of the pivots of linalg/gauss; 0 is proved.
template <>
const Reference<Det> Wings<Det>::reference = []<class T>(const Det::In<T>& in) -> Result<Det::Out<T>> {
  const Elimination<T> f = eliminate(in.a);
  return Det::Out<T>{determinant_of(in.a, f), largest_entry(f.u)};
};

/// d̄C: the cofactors det A·A⁻ᵀ of a regular A by elimination, those of a singular one as the minors that they are.
template <>
const Reference<DetVjp> Wings<DetVjp>::reference = [](const DetVjp::In<Interval>& in) -> Result<DetVjp::Out<Interval>> {
  const Elimination<Interval> f = eliminate(in.a);
  Tensor<Interval> c = is_singular(f) ? minors_with_sign(in.a) : solve_transposed(f, identity<Interval>(in.a.shape[0]));
  if (!is_singular(f))
    for (Interval& x : c) x *= determinant(f);
  return DetVjp::Out<Interval>{map(c, [&](const Interval& x) -> Interval { return in.cotangent.det * x; })};
};

}  // namespace etalon
