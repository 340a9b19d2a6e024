#pragma once
#include <concepts>
#include <cstdint>

#include "reference/number/interval.hpp"

namespace etalon {

/// A number that carries something by the chain rule: a tangent (Dual), a tape (Variable), an error bound (RunningError).
/// Each supplies chain(y, a, ∂y/∂a) and chain(y, a, ∂y/∂a, b, ∂y/∂b); this file and elementary.hpp supply every function.
/// Its Scalar, which slopes are made of, may be lifted itself: Variable<Variable<Interval>> has second derivatives.
template <class N>
concept Lifted = requires(const N& x) {
  typename N::Scalar;
  { x.value() } -> std::convertible_to<const typename N::Scalar&>;
  N::chain(x.value(), x, x.value());
};

/// The operators, as friends of N = a number that derives from this: an operand that is no N is converted, so integers are
/// exact constants, and a floating literal meets N's deleted constructor.
template <class N>
struct Arithmetic {
  friend N operator+(const N& a, const N& b) { return N::chain(a.value() + b.value(), a, 1, b, 1); }
  friend N operator-(const N& a, const N& b) { return N::chain(a.value() - b.value(), a, 1, b, -1); }
  friend N operator*(const N& a, const N& b) { return N::chain(a.value() * b.value(), a, b.value(), b, a.value()); }
  friend N operator/(const N& a, const N& b) {
    const auto y = a.value() / b.value();
    return N::chain(y, a, 1 / b.value(), b, -y / b.value());
  }
  friend N operator-(const N& a) { return N::chain(-a.value(), a, -1); }
  friend N& operator+=(N& a, const N& b) { return a = a + b; }
  friend N& operator-=(N& a, const N& b) { return a = a - b; }
  friend N& operator*=(N& a, const N& b) { return a = a * b; }
  friend N& operator/=(N& a, const N& b) { return a = a / b; }

  friend Ternary operator<(const N& a, const N& b) { return a.value() < b.value(); }
  friend Ternary operator<=(const N& a, const N& b) { return a.value() <= b.value(); }
  friend Ternary operator>(const N& a, const N& b) { return a.value() > b.value(); }
  friend Ternary operator>=(const N& a, const N& b) { return a.value() >= b.value(); }
  friend Ternary operator==(const N& a, const N& b) { return a.value() == b.value(); }
  friend Ternary operator!=(const N& a, const N& b) { return a.value() != b.value(); }

  /// max(a, b): where they tie the slope is any convex combination.
  friend N max(const N& a, const N& b) {
    const typename N::Scalar slope(indicator(a.value() >= b.value()));
    return N::chain(max(a.value(), b.value()), a, slope, b, 1 - slope);
  }
  friend N min(const N& a, const N& b) { return -max(-a, -b); }
};

template <Lifted N> N exp(const N& x) {
  const auto y = exp(x.value());
  return N::chain(y, x, y);
}
template <Lifted N> N log(const N& x) { return N::chain(log(x.value()), x, 1 / x.value()); }
template <Lifted N> N sqrt(const N& x) {
  const auto y = sqrt(x.value());
  return N::chain(y, x, 1 / (2 * y));
}
template <Lifted N> N sin(const N& x) { return N::chain(sin(x.value()), x, cos(x.value())); }
template <Lifted N> N cos(const N& x) { return N::chain(cos(x.value()), x, -sin(x.value())); }
template <Lifted N> N tanh(const N& x) {
  const auto y = tanh(x.value());
  return N::chain(y, x, 1 - square(y));
}
template <Lifted N> N square(const N& x) { return N::chain(square(x.value()), x, 2 * x.value()); }
template <Lifted N> N pow(const N& x, std::int64_t n) {
  return n == 0 ? N(1) : N::chain(pow(x.value(), n), x, typename N::Scalar(n) * pow(x.value(), n - 1));
}
template <Lifted N, std::floating_point F> N pow(const N&, F) = delete;  // a floating exponent is not exact: exp(y * log(x))
/// |x|: at 0 the slope is any of [−1, 1].
template <Lifted N> N abs(const N& x) {
  return N::chain(abs(x.value()), x, typename N::Scalar(2 * indicator(x.value() >= 0) - 1));
}

template <Lifted N> bool isnan(const N& x) { return isnan(x.value()); }
template <Lifted N> bool is_infinity(const N& x, int sign) { return is_infinity(x.value(), sign); }

}  // namespace etalon
