#pragma once
#include <boost/multiprecision/mpfr.hpp>

#include "reference/number/interval.hpp"

namespace etalon {

/// A multiprecision real with rounding to nearest, at the precision of the guard.
using Real = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<0>, boost::multiprecision::et_off>;

/// The bounds, rounded outwards where the guard has fewer bits.
Real lower(const Interval& x);
Real upper(const Interval& x);
/// The middle, rounded: an uncertified approximation.
Real middle(const Interval& x);
/// [x, x], with the bits of x: a point.
Interval point(const Real& x);

}  // namespace etalon
