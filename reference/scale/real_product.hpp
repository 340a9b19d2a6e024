#pragma once
#include "reference/number/real.hpp"
#include "reference/scale/product.hpp"

/// The products of product.hpp of numbers that are rounded to nearest.
namespace etalon::reference::scale {

static_assert(sizeof(Real) == sizeof(__mpfr_struct), "views count in MPFR numbers");

inline mpfr_ptr raw(Real& x) { return x.backend().data(); }
inline mpfr_srcptr raw(const Real& x) { return x.backend().data(); }

inline View view(const Tensor<Real>& a) {
  return {nullptr, a.size() == 0 ? nullptr : raw(a[0]), a.shape[0], a.shape[1], a.shape[1], 1};
}

/// A·B, each entry correctly rounded to nearest at the precision of the guard. NaN and infinities as in IEEE 754.
Tensor<Real> multiply(const View& a, const View& b, const Options& options = {});
Tensor<Real> multiply(const Tensor<Real>& a, const Tensor<Real>& b, const Options& options = {});
Tensor<Real> multiply(const Tensor<double>& a, const Tensor<double>& b, const Options& options = {});

/// A·B, each entry with as many bits as it takes to be exact.
Tensor<Real> multiply_exactly(const View& a, const View& b, const Options& options = {});

/// A·B of finite entries, off by less than 2^(2 − bits)·inner·(largest |entry| of the row of A)·(that of the column of B), and
/// rounded to the precision of the guard: for iterations that correct themselves.
Tensor<Real> multiply_roughly(const View& a, const View& b, int bits, const Options& options = {});

}  // namespace etalon::reference::scale
