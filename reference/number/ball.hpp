#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace etalon {

/// All numbers of (middle ± radius)·2^exponent: an enclosure that the processor computes with, in rounding to nearest and without
/// an allocation. Exact results have the radius 0.
///
/// The middle is 0 or 1 ≤ |middle| < 2; the radius is 0 or from 2⁻⁶⁰⁰ to 2²⁰⁰, so that no product of two underflows or overflows. An operation that
/// cannot say anything useful (a wide operand, a pole, an exponent out of reach) returns none(), and Interval takes a longer way.
struct Ball {
  double middle = 0, radius = 0;
  std::int64_t exponent = 0;

  Ball() = default;
  Ball(double m, double r, std::int64_t e) : middle(m), radius(r), exponent(e) {}
  // Member by member: what was just stored in parts a processor loads quickly in the same parts alone.
  Ball(const Ball& other) : Ball(other.middle, other.radius, other.exponent) {}
  Ball& operator=(const Ball& other) {
    middle = other.middle, radius = other.radius, exponent = other.exponent;
    return *this;
  }

  static Ball none() { return {0, std::numeric_limits<double>::infinity(), 0}; }
  bool is_some() const { return radius < std::numeric_limits<double>::infinity(); }  // neither ∞ nor NaN
  bool is_exact() const { return radius == 0; }
  bool is_zero() const { return middle == 0 && radius == 0; }
  bool contains_zero() const { return std::fabs(middle) <= radius; }
  bool is_narrow() const { return radius <= 0x1p-6 * std::fabs(middle); }

  /// (x ± r)·2^e; r is rounded up by the caller, but for `slack`.
  static Ball of(double x, double r, std::int64_t e);
  static Ball of(double x) { return of(x, 0, 0); }
  /// The middle, where it is in the normal range of doubles.
  double as_double() const;
};

namespace ball {

constexpr double half_unit = 0x1p-53;   // rounding to nearest is off by at most this share of the result
constexpr double slack = 1 + 0x1p-49;   // a radius is a sum of products with at most fifteen roundings of half_unit: (1 + 2⁻⁵³)¹⁵ < slack
constexpr double slack_below = 1 - 0x1p-48;  // less than 1/slack after a rounding: a product takes less time than a quotient
constexpr double least_radius = 0x1p-600, most_radius = 0x1p+200;
constexpr std::int64_t most_exponent = std::int64_t{1} << 60;  // MPFR's own end at 2⁶²

/// 2^k for −1022 ≤ k ≤ 1023.
inline double two_to(std::int64_t k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }
/// ⌊log₂|x|⌋ of a normal number.
inline std::int64_t leading(double x) { return static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(x) >> 52 & 2047) - 1023; }
/// r ≥ 0 rounded up into the range of radii, where `scaled` is r times a power of two; ∞ where it is beyond. Without branches.
inline double in_range(double r, double scaled) {
  const double raised = scaled < least_radius ? (r == 0 ? 0 : least_radius) : scaled;
  return raised <= most_radius ? raised : std::numeric_limits<double>::infinity();
}
/// r·2^k, so rounded.
inline double scaled_radius(double r, std::int64_t k) {
  if (k < -1000 && r < 0x1p+400) return r == 0 ? 0 : least_radius;  // r·2^k < 2⁻⁶⁰⁰
  if (k < -1000 || k > 1000) return r == 0 ? 0 : std::numeric_limits<double>::infinity();
  return in_range(r, r * two_to(k));
}
/// Are products and quotients with it within MPFR's exponents?
inline bool in_reach(const Ball& x) { return -most_exponent <= x.exponent && x.exponent <= most_exponent; }

/// y's parts in units of 2^e, for e ≥ y.exponent: exact but for what `radius` takes on.
inline std::pair<double, double> in_units_of(const Ball& y, std::int64_t e) {
  const std::int64_t k = y.exponent - e;
  if (k >= -900) return {y.middle * two_to(k), in_range(y.radius, y.radius * two_to(k))};
  return {0, y.radius <= most_radius ? least_radius : std::numeric_limits<double>::infinity()};  // |y| < 2⁻⁶⁹⁹
}

/// x·2^exponent as a double with the radius of the ball, where both are in range: the argument of a function of libm.
struct Argument {
  double at, radius;
  bool fits;
};
inline Argument argument(const Ball& x, std::int64_t most = 1000) {
  if (x.exponent > most || x.exponent < -500 || !(x.radius <= 2)) return {0, 0, false};
  return {x.middle * two_to(x.exponent), scaled_radius(x.radius, x.exponent), true};
}

// glibc documents these functions to 1 ulp (exp, expm1, log, log1p, sin, cos, atan), 2 (tanh, erf) and 5 (erfc) on all processors;
// an ulp is at most 2⁻⁵² of the result. Four times as much is allowed for.
constexpr double libm_error = 4 * 0x1p-52, libm_error_tanh = 8 * 0x1p-52, libm_error_erfc = 32 * 0x1p-52;

}  // namespace ball

namespace ball {
/// Where x is 0, subnormal, near the ends of doubles or no number.
[[gnu::cold]] inline Ball of_any(double x, double r, std::int64_t e) {
  if (x == 0) {  // by the radius
    if (r == 0) return {};
    if (!(0x1p-1000 < r && r < 0x1p+400)) return Ball::none();
    const std::int64_t k = leading(r);
    return {0, r * two_to(-k), e + k};
  }
  if (!std::isfinite(x)) return Ball::none();
  int j = 0;
  const double fraction = std::frexp(x, &j);
  return {2 * fraction, scaled_radius(r, 1 - j), e + j - 1};
}
}  // namespace ball

inline Ball Ball::of(double x, double r, std::int64_t e) {
  const std::int64_t k = ball::leading(x);
  if (k < -1000 || k > 1000) return ball::of_any(x, r, e);
  const double scale = ball::two_to(-k);
  return {x * scale, ball::in_range(r, r * scale), e + k};
}

inline double Ball::as_double() const { return middle * ball::two_to(exponent); }

inline Ball operator-(const Ball& a) { return {-a.middle, a.radius, a.exponent}; }

inline Ball operator+(const Ball& a, const Ball& b) {
  if (a.is_zero()) return b;
  if (b.is_zero()) return a;
  const bool first = a.exponent >= b.exponent;
  const Ball &x = first ? a : b, &y = first ? b : a;
  const auto [small, radius] = ball::in_units_of(y, x.exponent);
  const double sum = x.middle + small;
  // The rounding error of the sum, exactly (Knuth 1969).
  const double part = sum - x.middle, error = std::fabs((x.middle - (sum - part)) + (small - part));
  return Ball::of(sum, (x.radius + radius + error) * ball::slack, x.exponent);
}
inline Ball operator-(const Ball& a, const Ball& b) { return a + -b; }

inline Ball operator*(const Ball& a, const Ball& b) {
  if (a.is_zero() || b.is_zero()) return {};
  if (!ball::in_reach(a) || !ball::in_reach(b)) return Ball::none();
  const double product = a.middle * b.middle, error = std::fabs(std::fma(a.middle, b.middle, -product));
  if (a.is_exact() && b.is_exact()) return Ball::of(product, error, a.exponent + b.exponent);
  // Of wide balls, ends say more than a middle does.
  if ((!a.is_narrow() && a.middle != 0) || (!b.is_narrow() && b.middle != 0)) return Ball::none();
  const double radius = (std::fabs(a.middle) * b.radius + std::fabs(b.middle) * a.radius + a.radius * b.radius + error) * ball::slack;
  return Ball::of(product, radius, a.exponent + b.exponent);
}

/// a′/b′ − q = ((a − q·b) + δa − q·δb)/b′, and a − q·b is a double.
inline Ball operator/(const Ball& a, const Ball& b) {
  if (!b.is_narrow() || (!a.is_narrow() && a.middle != 0) || b.is_zero()) return Ball::none();
  if (!ball::in_reach(a) || !ball::in_reach(b)) return Ball::none();
  if (a.is_zero()) return {};
  const double quotient = a.middle / b.middle, rest = std::fabs(std::fma(-quotient, b.middle, a.middle));
  const double least = (std::fabs(b.middle) - b.radius) * ball::slack_below;
  return Ball::of(quotient, (rest + a.radius + std::fabs(quotient) * b.radius) / least * ball::slack, a.exponent - b.exponent);
}

/// 1 where certainly, 0 where certainly not, −1 where it is not decided.
inline int is_less(const Ball& a, const Ball& b) {
  const Ball d = b - a;
  return d.middle > d.radius ? 1 : d.is_zero() || -d.middle >= d.radius ? 0 : -1;
}
inline int is_less_or_equal(const Ball& a, const Ball& b) {
  const Ball d = b - a;
  return d.middle >= d.radius ? 1 : -d.middle > d.radius ? 0 : -1;
}

inline int is_equal(const Ball& a, const Ball& b) {
  const Ball d = b - a;
  return !d.contains_zero() ? 0 : a.is_exact() && b.is_exact() && d.is_zero() ? 1 : -1;
}

inline Ball abs(const Ball& x) {
  if (x.contains_zero() && !x.is_zero()) return Ball::none();
  return {std::fabs(x.middle), x.radius, x.exponent};
}
/// Of balls around 0 ends say more: a square is not negative.
inline Ball square(const Ball& x) { return x.contains_zero() && !x.is_zero() ? Ball::none() : x * x; }

// Functions. Each radius is the largest slope over the ball times its radius, and the error of the value in the middle.

/// |√(m + δ) − s| ≤ (|m − s²| + |δ|)/(√(m − r) + s), and m − s² is a double.
inline Ball sqrt(const Ball& x) {
  if (x.is_zero()) return x;
  if (!(x.middle > 0) || !x.is_narrow()) return Ball::none();
  const bool odd = x.exponent % 2 != 0;
  const double m = odd ? 2 * x.middle : x.middle, r = odd ? 2 * x.radius : x.radius;
  const double root = std::sqrt(m), rest = std::fabs(std::fma(-root, root, m));
  const double least = r == 0 ? root : std::sqrt(m - r);
  return Ball::of(root, (rest + r) / (root + least) * ball::slack, (odd ? x.exponent - 1 : x.exponent) / 2);
}

/// e^x = 2^k·e^(x − k·ln 2). The difference is off by at most 2⁻⁵⁴ + |k|·2⁻¹⁰⁶, by two roundings below 2⁻⁵⁵ and what ln 2 has
/// beyond its two doubles; e^(±δ) is within 1 ± δ(1 + δ).
inline Ball exp(const Ball& x) {
  if (x.is_zero()) return Ball::of(1);
  if (x.exponent < -60) return x.radius <= 2 ? Ball{1, 0x1p-58, 0} : Ball::none();
  const auto [at, radius, fits] = ball::argument(x, 40);
  if (!fits) return Ball::none();
  constexpr double whole = 0x1.8p52;
  const double k = (at * 0x1.71547652b82fep+0 + whole) - whole;
  const double fraction = std::fma(-k, 0x1.62e42fefa39efp-1, at) - k * 0x1.abc9e3b39803fp-56;
  const double y = std::exp(fraction), relative = radius + (0x1p-54 + std::fabs(k) * 0x1p-106 + ball::libm_error);
  if (!(relative <= 0x1p-6)) return Ball::none();
  return Ball::of(y, y * relative * (1 + relative) * ball::slack, static_cast<std::int64_t>(k));
}

/// log(m·2^e) = log m + e·ln 2, where the two do not cancel; |log(1 ± δ)| ≤ δ/(1 − δ).
inline Ball log(const Ball& x) {
  if (!(x.middle > 0) || !x.is_narrow()) return Ball::none();
  const double slope = x.radius / (x.middle - x.radius);
  if (const auto given = ball::argument(x); given.fits) {
    const double y = std::log(given.at);
    return Ball::of(y, (std::fabs(y) * ball::libm_error + slope) * ball::slack, 0);
  }
  if (!ball::in_reach(x)) return Ball::none();
  const double y = static_cast<double>(x.exponent) * 0x1.62e42fefa39efp-1 + std::log(x.middle);
  return Ball::of(y, (std::fabs(y) * ball::libm_error + slope) * ball::slack, 0);
}

inline Ball log1p(const Ball& x) {
  const auto [at, radius, fits] = ball::argument(x);
  if (!fits || !(at - radius > -0.99)) return Ball::none();
  const double y = std::log1p(at);
  return Ball::of(y, (std::fabs(y) * ball::libm_error + radius / (1 + at - radius)) * ball::slack, 0);
}

inline Ball expm1(const Ball& x) {
  const auto [at, radius, fits] = ball::argument(x, 6);
  if (!fits || !(radius <= 0x1p-6)) return x.exponent > 4 ? exp(x) - Ball::of(1) : Ball::none();
  const double y = std::expm1(at);
  return Ball::of(y, (std::fabs(y) * ball::libm_error + (1 + y + std::fabs(y) * ball::libm_error) * radius * (1 + radius)) * ball::slack, 0);
}

/// A function of libm with that error, and no slope beyond `slope`.
inline Ball by_libm(const Ball& x, std::int64_t most, double (*f)(double), double error, double slope) {
  const auto [at, radius, fits] = ball::argument(x, most);
  if (!fits) return Ball::none();
  const double y = f(at);
  return Ball::of(y, (std::fabs(y) * error + slope * radius) * ball::slack, 0);
}
inline Ball tanh(const Ball& x) { return by_libm(x, 8, std::tanh, ball::libm_error_tanh, 1); }
inline Ball sin(const Ball& x) { return by_libm(x, 30, std::sin, ball::libm_error, 1); }
inline Ball atan(const Ball& x) { return by_libm(x, 30, std::atan, ball::libm_error, 1); }
/// The slope is 2/√π·e^(−x²) ≤ 1.1284.
inline Ball erf(const Ball& x) { return by_libm(x, 8, std::erf, ball::libm_error_tanh, 1.1284); }
inline Ball cos(const Ball& x) {
  if (x.is_zero()) return Ball::of(1);
  const auto [at, radius, fits] = ball::argument(x, 30);
  if (!fits) return Ball::none();
  const double y = std::cos(at);
  return Ball::of(y, (std::fabs(y) * ball::libm_error + radius * (std::fabs(at) < 1 ? std::fabs(at) + radius : 1)) * ball::slack, 0);
}
/// The largest slope is at the end nearer to 0; e^(−t²) by libm is off by a share of t²·2⁻⁵³ + 2⁻⁵⁰.
inline Ball erfc(const Ball& x) {
  const auto [at, radius, fits] = ball::argument(x, 8);
  if (!fits || at > 20) return Ball::none();
  const double y = std::erfc(at), nearest = std::fabs(at) > radius ? std::fabs(at) - radius : 0;
  return Ball::of(y, (y * ball::libm_error_erfc + 1.1285 * std::exp(-nearest * nearest) * radius) * ball::slack, 0);
}

}  // namespace etalon
