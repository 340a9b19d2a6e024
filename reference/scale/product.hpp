#pragma once
#include "reference/scale/remaindering.hpp"

/// Products of matrices of multiprecision numbers at the speed of BLAS, exact to the last bit.
///
/// Rows of A and columns of B become integers with a power of two of their own; modulo enough small moduli each product is a
/// dgemm without any rounding; Chinese remaindering gives the exact integer, which is rounded once. Doliskani, Giorgi,
/// Lebreton and Schost (2018). Every product is checked by Freivalds' test; a wrong one is made again by plain loops, as are
/// those that are small, or not finite, or of too wide a range of exponents: the result is the same to the bit. Of Boost's numbers: real_product.hpp.
namespace etalon::reference::scale {

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
