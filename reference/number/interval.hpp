#pragma once
#include <mpfi.h>

#include <concepts>
#include <cstdint>
#include <string>

#include "reference/number/ball.hpp"
#include "reference/number/precision.hpp"

namespace etalon {

/// The outcome of comparing enclosures: yes, no, or not decided at this precision.
class Ternary {
 public:
  constexpr Ternary(bool known) : state_(known ? 1 : 0) {}  // NOLINT
  static constexpr Ternary unknown() { return Ternary(-1, 0); }
  constexpr bool certainly() const { return state_ == 1; }
  constexpr bool certainly_not() const { return state_ == 0; }
  constexpr bool is_unknown() const { return state_ < 0; }
  /// For `if`: throws Undecided when it is unknown.
  explicit operator bool() const {
    if (is_unknown()) throw Undecided{"comparison of overlapping enclosures"};
    return state_ == 1;
  }
  friend constexpr Ternary operator!(Ternary a) { return a.is_unknown() ? a : Ternary(a.state_ == 0); }
  friend constexpr Ternary operator&&(Ternary a, Ternary b) {
    if (a.certainly_not() || b.certainly_not()) return false;
    return a.is_unknown() || b.is_unknown() ? unknown() : Ternary(true);
  }
  friend constexpr Ternary operator||(Ternary a, Ternary b) { return !(!a && !b); }
  friend constexpr Ternary operator&&(Ternary a, bool b) { return a && Ternary(b); }
  friend constexpr Ternary operator&&(bool a, Ternary b) { return Ternary(a) && b; }
  friend constexpr Ternary operator||(Ternary a, bool b) { return a || Ternary(b); }
  friend constexpr Ternary operator||(bool a, Ternary b) { return Ternary(a) || b; }

 private:
  constexpr Ternary(int state, int) : state_(state) {}
  int state_;
};

/// A closed real interval that provably contains an exact value: MPFI's arithmetic, rounded outwards. As Boost's numbers, its
/// bounds and middle are in real.hpp: formulas do not need them, and compile without Boost.
///
/// Every result has the precision of the guard. Under the guard Precision::hardware it is a ball of doubles, as long as a ball says
/// as much, and MPFI's interval of 64 bits where it does not: infinities, NaN, wide enclosures, functions that ball.hpp lacks.
///
/// Comparisons are three-valued. NaN means: no value (0/0, log of a negative). A logarithm or root whose argument straddles the
/// edge of its domain throws Undecided.
class Interval {
 public:
  Interval() : Interval(0) {}
  template <std::integral I> Interval(I value) {  // NOLINT
    if (Precision::in_hardware() && (value == I(0) || value == I(1) || (std::is_signed_v<I> && value == static_cast<I>(-1)))) it_ = {static_cast<double>(value), 0, 0};  // which formulas are full of
    else set({std::is_signed_v<I> && value < I(0), static_cast<std::uint64_t>(value)});
  }
  template <std::floating_point F> Interval(F) = delete;  // a floating literal is not exact: write a quotient of integers, T(1) / 10
  Interval(const Interval& other) : it_(other.it_) {
    if (!other.is_ball()) copy(other);
  }
  Interval(Interval&& other) noexcept : it_(other.it_) {
    if (!is_ball()) other.it_ = {};
  }
  Interval& operator=(const Interval& other) {
    if (is_ball() && other.is_ball()) it_ = other.it_;
    else if (this != &other) *this = Interval(other);
    return *this;
  }
  Interval& operator=(Interval&& other) noexcept {
    if (is_ball() && other.is_ball()) it_ = other.it_;
    else std::swap(it_, other.it_);
    return *this;
  }
  ~Interval() {
    if (!is_ball()) clear();
  }

  /// [inf a, sup b].
  static Interval between(const Interval& a, const Interval& b);
  /// The smallest interval that holds both.
  static Interval hull(const Interval& a, const Interval& b);
  /// Encloses a decimal or hexadecimal number of any length ("-1.5e-300", "0x1.8p-3", "inf"); false if it is none.
  static bool parse(const std::string& text, Interval& out);

  /// The bounds, as points.
  Interval infimum() const;
  Interval supremum() const;
  /// Bounds as doubles, rounded outwards.
  double lower_double() const;
  double upper_double() const;
  /// upper − lower, rounded up.
  Interval width() const;
  /// sup |x|, as a point.
  Interval magnitude() const;
  /// inf |x|, as a point.
  Interval mignitude() const;
  /// The middle alone: an uncertified approximation.
  Interval collapse() const;

  bool is_nan() const;
  bool is_point() const;
  bool is_finite() const;
  bool contains_zero() const;
  bool contains(const Interval& inner) const;
  bool overlaps(const Interval& other) const;
  /// Certainly |x| ≤ 2ⁿ, as can be seen at a glance.
  bool is_within_power(std::int64_t n) const { return is_ball() && it_.radius <= 2 && it_.exponent <= n - 2; }
  /// Exactly ±∞ or exactly 0.
  bool is_infinity(int sign) const;
  bool is_zero() const;

  explicit Interval(const Ball& ball) : it_(ball) {}
  /// Null where it is MPFI's.
  const Ball* ball() const { return is_ball() ? &it_ : nullptr; }
  /// A ball again, where the guard computes with them and one says as much: how a function that used data() ends.
  Interval settled() &&;
  /// As MPFI's number, which it is from then on. Not for two threads at once where it may be a ball.
  mpfi_ptr data() {
    if (is_ball()) promote();
    return wide();
  }
  mpfi_srcptr data() const {
    if (is_ball()) promote();
    return wide();
  }

  Interval operator-() const;
  friend Interval operator+(const Interval& a, const Interval& b);
  friend Interval operator-(const Interval& a, const Interval& b);
  friend Interval operator*(const Interval& a, const Interval& b);
  friend Interval operator/(const Interval& a, const Interval& b);
  Interval& operator+=(const Interval& b);
  Interval& operator-=(const Interval& b);
  Interval& operator*=(const Interval& b);
  Interval& operator/=(const Interval& b);

  friend Ternary operator<(const Interval& a, const Interval& b);
  friend Ternary operator<=(const Interval& a, const Interval& b);
  friend Ternary operator>(const Interval& a, const Interval& b) { return b < a; }
  friend Ternary operator>=(const Interval& a, const Interval& b) { return b <= a; }
  friend Ternary operator==(const Interval& a, const Interval& b);
  friend Ternary operator!=(const Interval& a, const Interval& b) { return !(a == b); }

 private:
  struct Integer {
    bool negative;
    std::uint64_t bits;
  };
  void set(Integer value);
  bool is_ball() const { return it_.radius >= 0; }
  mpfi_ptr wide() const { return std::bit_cast<mpfi_ptr>(it_.exponent); }
  /// MPFI's, of no value yet.
  mpfi_ptr widen(mpfr_prec_t bits) const;
  mpfi_ptr widen() const { return widen(Precision::in_hardware() ? 64 : Precision::bits()); }
  void promote() const;
  void copy(const Interval& other);
  void clear();

  mutable Ball it_;  ///< of a radius below 0 it is none: MPFI's number lies where the exponent says
};
static_assert(sizeof(mpfi_ptr) == sizeof(Ball::exponent));

/// f of balls, where the guard computes with them; none() where it is MPFI's turn.
inline Ball in_hardware(Ball (*f)(const Ball&), const Interval& x) { return Precision::in_hardware() && x.ball() ? f(*x.ball()) : Ball::none(); }
inline Ball in_hardware(Ball (*f)(const Ball&, const Ball&), const Interval& x, const Interval& y) {
  return Precision::in_hardware() && x.ball() && y.ball() ? f(*x.ball(), *y.ball()) : Ball::none();
}

/// The real number that these bits stand for, infinities included; NaN where they stand for none. A lifted number takes it
/// as a constant, T(exactly(x)).
Interval exactly(double value);
template <class T> Interval exactly(T) = delete;  // only a double or a float is certain to pass unrounded
inline Interval exactly(float value) { return exactly(static_cast<double>(value)); }

Interval exp(const Interval& x);
Interval log(const Interval& x);
Interval sqrt(const Interval& x);
Interval sin(const Interval& x);
Interval cos(const Interval& x);
Interval tanh(const Interval& x);
Interval abs(const Interval& x);
Interval square(const Interval& x);
Interval max(const Interval& a, const Interval& b);
Interval min(const Interval& a, const Interval& b);
Interval pow(const Interval& x, std::int64_t n);
template <std::floating_point F> Interval pow(const Interval&, F) = delete;  // a floating exponent is not exact: exp(y * log(x))
/// 2ⁿ, exactly.
Interval power_of_two(std::int64_t n);
/// π; a lifted number takes it as a constant, T(pi()).
Interval pi();

inline bool isnan(const Interval& x) { return x.is_nan(); }
inline bool is_infinity(const Interval& x, int sign) { return x.is_infinity(sign); }
inline bool is_infinity(double x, int sign) { return sign > 0 ? x > 1.79769313486231570815e308 : x < -1.79769313486231570815e308; }

/// 1 where the condition holds, 0 where it does not, [0, 1] where it is not decided: the slope at a kink, as a set.
Interval indicator(Ternary condition);

}  // namespace etalon
