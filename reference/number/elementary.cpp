#include "reference/number/elementary.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace etalon {
namespace {

using Function = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

mpfr_srcptr left(const Interval& x) { return &x.data()->left; }
mpfr_srcptr right(const Interval& x) { return &x.data()->right; }
Interval nan() { return exactly(NAN); }

/// f(a) rounded down and f(b) rounded up; one evaluation where they are the same.
Interval between(Function f, mpfr_srcptr a, mpfr_srcptr b) {
  Interval y;
  mpfr_ptr low = &y.data()->left, high = &y.data()->right;
  const int inexact = f(low, a, MPFR_RNDD);
  if (mpfr_equal_p(a, b)) {
    mpfr_set(high, low, MPFR_RNDU);
    if (inexact != 0) mpfr_nextabove(high);
  } else {
    f(high, b, MPFR_RNDU);
  }
  return std::move(y).settled();
}
Interval increasing(Function f, const Interval& x) { return between(f, left(x), right(x)); }
Interval decreasing(Function f, const Interval& x) { return between(f, right(x), left(x)); }
/// The same for a function of Intervals.
template <class F>
Interval increasing_at_ends(F f, const Interval& x) {
  if (x.is_point()) return f(x);
  return Interval::between(f(x.infimum()), f(x.supremum()));
}

/// Is x in [0, ∞]? No for NaN.
bool in_domain(const Interval& x, const char* question) {
  if (x.is_nan() || mpfr_sgn(right(x)) < 0) return false;
  if (mpfr_sgn(left(x)) < 0) throw Undecided{question};
  return true;
}

/// At 0, whatever its sign, the limit from above.
int digamma_bound(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t rounding) {
  if (!mpfr_zero_p(x)) return mpfr_digamma(y, x, rounding);
  mpfr_set_inf(y, -1);
  return 0;
}

/// log Γ is convex: it lies above its tangent at c.
Interval tangent_of_lgamma(const Interval& c, const Interval& x) {
  return between(mpfr_lngamma, left(c), right(c)) + digamma(c) * (x - c);
}

/// B₂, B₄, … by the tangent numbers (Brent and Harvey 2011), whose recurrence has positive terms alone.
const std::vector<Interval>& bernoulli_numbers() {
  thread_local std::map<int, std::vector<Interval>> kept;
  const int bits = Precision::bits();
  std::vector<Interval>& numbers = kept[bits];
  if (!numbers.empty()) return numbers;
  const int n = bits / 8 + 8;
  std::vector<Interval> t(static_cast<std::size_t>(n) + 1, Interval(1));
  for (int k = 2; k <= n; ++k) t[k] = (k - 1) * t[k - 1];
  for (int k = 2; k <= n; ++k)
    for (int j = k; j <= n; ++j) t[j] = (j - k) * t[j - 1] + (j - k + 2) * t[j];
  for (int k = 1; k <= n; ++k) numbers.push_back((k % 2 == 1 ? 2 * k : -2 * k) * t[k] / (power_of_two(2 * k) * (power_of_two(2 * k) - 1)));
  return numbers;
}

/// |ψ⁽ⁿ⁾(x)| = n! Σₖ 1/(x + k)ⁿ⁺¹ at a point: its first terms, and Euler and Maclaurin's series for the rest, which lies
/// between any two successive partial sums.
Interval polygamma_magnitude(int n, const Interval& x) {
  if (x.is_zero()) return exactly(INFINITY);
  if (x.is_infinity(+1)) return 0;
  const int enough = Precision::bits() / 4 + n + 8;
  Interval sum = 0, y = x;
  for (int k = 1; (y < enough).certainly(); y = x + k++) sum += 1 / pow(y, n + 1);
  Interval factorial = 1;  // (n − 1)!
  for (int k = 2; k < n; ++k) factorial *= k;
  Interval power = factorial / pow(y, n);  // (2k + n − 1)!/(2k)!/y²ᵏ⁺ⁿ
  sum = n * factorial * (sum + 1 / (2 * pow(y, n + 1))) + power;
  const Interval negligible = power_of_two(-Precision::bits()) * sum, y2 = square(y);
  Interval term;
  std::int64_t k = 1;
  for (const Interval& b : bernoulli_numbers()) {
    power = power * ((2 * k + n - 1) * (2 * k + n - 2)) / (2 * k * (2 * k - 1)) / y2;
    term = b * power;
    if ((abs(term) < negligible).certainly() || k == std::ssize(bernoulli_numbers())) break;
    sum += term;
    ++k;
  }
  return sum + Interval::hull(Interval(0), term);
}

/// Laplace's continued fraction at a point, e^−x²/√π · 1/(x + ½/(x + 1/(x + (3/2)/(x + …)))): its value lies between any two successive convergents.
Interval erfc_of_large(const Interval& x) {
  const int bits = Precision::bits();
  Interval y;
  {
    const Precision guard(bits + 128);  // exp loses as many as x² has before the point, and its argument has 62 at most
    Interval a = 0, b = 1, a_before = 1, b_before = 0, fraction;
    const Interval negligible = power_of_two(-bits - 16);
    for (std::int64_t n = 0;; ++n) {
      const Interval numerator = n == 0 ? Interval(1) : Interval(n) / 2;
      Interval a_next = x * a + numerator * a_before, b_next = x * b + numerator * b_before;
      a_before = std::move(a), b_before = std::move(b), a = std::move(a_next), b = std::move(b_next);
      if (n % 8 != 7) continue;
      fraction = Interval::hull(a / b, a_before / b_before);
      if ((fraction.width() <= negligible * fraction).certainly()) break;
    }
    y = exp(-square(x)) / sqrt(pi()) * fraction;
  }
  return increasing([](mpfr_ptr rounded, mpfr_srcptr exact, mpfr_rnd_t direction) { return mpfr_set(rounded, exact, direction); }, y);
}

}  // namespace

Interval log1p(const Interval& x) {
  if (const Ball y = in_hardware(log1p, x); y.is_some()) return Interval(y);
  if (mpfr_cmp_si(right(x), -1) < 0 || x.is_nan()) return nan();
  if (mpfr_cmp_si(left(x), -1) < 0) throw Undecided{"sign of a logarithm's argument"};
  return increasing(mpfr_log1p, x);
}
Interval expm1(const Interval& x) {
  if (const Ball y = in_hardware(expm1, x); y.is_some()) return Interval(y);
  return increasing(mpfr_expm1, x);
}
Interval sinh(const Interval& x) { return increasing(mpfr_sinh, x); }
Interval cosh(const Interval& x) { return between(mpfr_cosh, left(x.mignitude()), right(x.magnitude())); }
Interval atan(const Interval& x) {
  if (const Ball y = in_hardware(atan, x); y.is_some()) return Interval(y);
  return increasing(mpfr_atan, x);
}
Interval erf(const Interval& x) {
  if (const Ball y = in_hardware(erf, x); y.is_some()) return Interval(y);
  return increasing(mpfr_erf, x);
}
Interval erfc(const Interval& x) {
  if (const Ball y = in_hardware(erfc, x); y.is_some()) return Interval(y);
  // The series that MPFR takes here needs x²·log₂e bits more than it gives, and as many terms.
  if (!x.is_finite() || !(abs(x) > 4 && square(x) > Precision::bits() / 8).certainly()) return decreasing(mpfr_erfc, x);
  if ((x < 0).certainly()) return 2 - erfc(-x);
  if (x.is_point()) return erfc_of_large(x);
  return Interval::between(erfc_of_large(x.supremum()).infimum(), erfc_of_large(x.infimum()).supremum());
}

// Along a horizontal or vertical line the angle is monotone: the corners bound it.
Interval atan2(const Interval& y, const Interval& x) {
  if (x.is_nan() || y.is_nan() || (x.is_zero() && y.is_zero())) return nan();
  if (x.contains_zero() && y.contains_zero()) throw Undecided{"the angle of a point that may be the origin"};
  if (mpfr_sgn(left(x)) < 0 && mpfr_sgn(left(y)) < 0 && mpfr_sgn(right(y)) >= 0) return Interval::hull(-pi(), pi());
  std::optional<Interval> angles;
  for (mpfr_srcptr b : {left(y), right(y)})
    for (mpfr_srcptr a : {left(x), right(x)}) {
      Interval angle;
      if (mpfr_zero_p(b)) {  // +0, not −0: the angle of a negative x is π
        if (mpfr_sgn(a) < 0) angle = pi();
      } else {
        mpfr_atan2(&angle.data()->left, b, a, MPFR_RNDD);
        mpfr_atan2(&angle.data()->right, b, a, MPFR_RNDU);
        angle = std::move(angle).settled();
      }
      angles = angles ? Interval::hull(*angles, angle) : angle;
    }
  return *angles;
}

Interval lgamma(const Interval& x) {
  if (!in_domain(x, "sign of a gamma function's argument")) return nan();
  if (x.is_point()) return between(mpfr_lngamma, left(x), right(x));
  const Interval at_left = between(mpfr_lngamma, left(x), left(x)), at_right = between(mpfr_lngamma, right(x), right(x));
  const Interval before = exactly(0x1.762d86356be3ep+0), behind = exactly(0x1.762d86356be40p+0);  // the minimum at 1.46163214496836…
  if ((x <= before).certainly()) return Interval::hull(at_right, at_left);
  if ((x >= behind).certainly()) return Interval::hull(at_left, at_right);
  Interval bottom = tangent_of_lgamma(behind, x).infimum();
  if (x.is_finite()) bottom = max(bottom, tangent_of_lgamma(x.collapse(), x).infimum());
  return Interval::between(bottom, max(at_left, at_right));
}
Interval digamma(const Interval& x) {
  if (!in_domain(x, "sign of a digamma function's argument")) return nan();
  return increasing(digamma_bound, x);
}
Interval polygamma(int n, const Interval& x) {
  if (n == 0) return digamma(x);
  if (n < 0 || !in_domain(x, "sign of a polygamma function's argument")) return nan();
  const Interval falling = -increasing_at_ends([n](const Interval& at) { return -polygamma_magnitude(n, at); }, x);
  return n % 2 == 1 ? falling : -falling;
}

Interval sigmoid(const Interval& x) { return 1 / (1 + exp(-x)); }
Interval softplus(const Interval& x) {
  return increasing_at_ends([](const Interval& at) { return max(at, 0) + log1p(exp(-abs(at))); }, x);
}

}  // namespace etalon
