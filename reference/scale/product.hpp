#pragma once
#include "reference/scale/remaindering.hpp"

/// Products of matrices of multiprecision numbers at the speed of BLAS, exact to the last bit.
///
/// Rows of A and columns of B become integers with a power of two of their own; modulo enough small moduli each product is a
/// dgemm without any rounding; Chinese remaindering gives the exact integer, which is rounded once. Doliskani, Giorgi,
/// Lebreton and Schost (2018). Every product is checked by Freivalds' test; a wrong one is made again by plain loops, as are
/// those that are small, or not finite, or of too wide a range of exponents: the result is the same to the bit.
namespace etalon::reference::scale {

/// A·B, each entry correctly rounded to nearest at the precision of the guard. NaN and infinities as in IEEE 754.
Tensor<Real> multiply(const View& a, const View& b, const Options& options = {});
Tensor<Real> multiply(const Tensor<Real>& a, const Tensor<Real>& b, const Options& options = {});
Tensor<Real> multiply(const Tensor<double>& a, const Tensor<double>& b, const Options& options = {});

/// A·B, each entry with as many bits as it takes to be exact.
Tensor<Real> multiply_exactly(const View& a, const View& b, const Options& options = {});

/// A·B of finite entries, off by less than 2^(2 − bits)·inner·(largest |entry| of the row of A)·(that of the column of B), and
/// rounded to the precision of the guard: for iterations that correct themselves.
Tensor<Real> multiply_roughly(const View& a, const View& b, int bits, const Options& options = {});

/// A·B of points, each entry the narrowest enclosure at the precision of the guard.
Tensor<Interval> enclose_product(const View& a, const View& b, const Options& options = {});

/// An enclosure of all A·B. Points: the narrowest. Intervals: around the exact product of their middles, of radius
/// |mid A|·rad B + rad A·(|mid B| + rad B), evaluated upwards in double.
Tensor<Interval> multiply(const Tensor<Interval>& a, const Tensor<Interval>& b, const Options& options = {});

/// Aᵀ, and an enclosure of AᵀA.
Tensor<Interval> transposed(const Tensor<Interval>& a);
Tensor<Interval> gram(const Tensor<Interval>& a, const Options& options = {});

/// How many products failed Freivalds' test in this process, and were made again: not one, unless BLAS or the machine errs.
std::int64_t failed_products();

}  // namespace etalon::reference::scale
