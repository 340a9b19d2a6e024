#pragma once
#include <algorithm>
#include <cmath>
#include <ranges>

#include "reference/number/lifted.hpp"

namespace etalon {

// Tight at every precision and for arguments of any size; NaN where x is certainly outside the domain, Undecided thrown
// where the enclosure straddles its edge, the limit at the edge itself.

/// log(1 + x), for x ≥ −1.
Interval log1p(const Interval& x);
/// exp(x) − 1.
Interval expm1(const Interval& x);
Interval sinh(const Interval& x);
Interval cosh(const Interval& x);
Interval atan(const Interval& x);
/// The angle of the point (x, y), in (−π, π]: [−π, π] where the enclosure crosses the cut, NaN at the origin; Undecided
/// where the enclosure holds the origin.
Interval atan2(const Interval& y, const Interval& x);
/// 2/√π·∫₀ˣ exp(−t²) dt, and 1 − erf(x) without cancellation.
Interval erf(const Interval& x);
Interval erfc(const Interval& x);
/// log Γ(x), for x ≥ 0.
Interval lgamma(const Interval& x);
/// ψ = Γ′/Γ and its derivatives ψ⁽ⁿ⁾, for x ≥ 0.
Interval digamma(const Interval& x);
Interval polygamma(int n, const Interval& x);
inline Interval trigamma(const Interval& x) { return polygamma(1, x); }
/// 1/(1 + exp(−x)).
Interval sigmoid(const Interval& x);
/// log(1 + exp(x)).
Interval softplus(const Interval& x);

template <Lifted N> N log1p(const N& x) { return N::chain(log1p(x.value()), x, 1 / (1 + x.value())); }
template <Lifted N> N expm1(const N& x) { return N::chain(expm1(x.value()), x, exp(x.value())); }
template <Lifted N> N sinh(const N& x) { return N::chain(sinh(x.value()), x, cosh(x.value())); }
template <Lifted N> N cosh(const N& x) { return N::chain(cosh(x.value()), x, sinh(x.value())); }
template <Lifted N> N atan(const N& x) { return N::chain(atan(x.value()), x, 1 / (1 + square(x.value()))); }
template <Lifted N> N atan2(const N& y, const N& x) {
  const auto r2 = square(x.value()) + square(y.value());
  return N::chain(atan2(y.value(), x.value()), y, x.value() / r2, x, -y.value() / r2);
}
template <Lifted N> N erf(const N& x) {
  return N::chain(erf(x.value()), x, typename N::Scalar(2 / sqrt(pi())) * exp(-square(x.value())));
}
template <Lifted N> N erfc(const N& x) {
  return N::chain(erfc(x.value()), x, typename N::Scalar(-2 / sqrt(pi())) * exp(-square(x.value())));
}
template <Lifted N> N lgamma(const N& x) { return N::chain(lgamma(x.value()), x, digamma(x.value())); }
template <Lifted N> N digamma(const N& x) { return N::chain(digamma(x.value()), x, trigamma(x.value())); }
template <Lifted N> N polygamma(int n, const N& x) { return N::chain(polygamma(n, x.value()), x, polygamma(n + 1, x.value())); }
template <Lifted N> N trigamma(const N& x) { return polygamma(1, x); }
template <Lifted N> N sigmoid(const N& x) { return N::chain(sigmoid(x.value()), x, sigmoid(x.value()) * sigmoid(-x.value())); }
template <Lifted N> N softplus(const N& x) { return N::chain(softplus(x.value()), x, sigmoid(x.value())); }

/// What a number is worth, without what it carries.
inline const Interval& enclosure(const Interval& x) { return x; }
template <Lifted N> const Interval& enclosure(const N& x) { return enclosure(x.value()); }

/// A constant c for which every exp(xᵢ − c) stays within the range of multiprecision exponents: 0 where that will do, so that
/// exponentials are taken of what is given. softmax(x − c) = softmax(x) and log Σ exp(xᵢ − c) = log Σ exp xᵢ − c exactly.
template <std::ranges::forward_range Range>
Interval exponent_shift(const Range& x) {
  const Interval limit = power_of_two(60);
  const auto is_beyond = [&](const auto& number) { return !enclosure(number).is_within_power(60) && !(abs(enclosure(number)) <= limit).certainly() && !enclosure(number).is_infinity(-1); };
  if (std::ranges::none_of(x, is_beyond)) return 0;
  Interval top = exactly(-INFINITY);
  for (const auto& number : x) top = max(top, enclosure(number));
  const Interval low = top.infimum();
  return low.is_finite() ? low : Interval(0);
}

/// log Σᵢ exp xᵢ; −∞ when there are none.
template <std::ranges::forward_range Range>
auto log_sum_exp(const Range& x) {
  using T = std::ranges::range_value_t<Range>;
  const T shift(exponent_shift(x));
  T sum = 0;
  for (const T& entry : x) sum += exp(entry - shift);
  return T(log(sum) + shift);
}

}  // namespace etalon
