#include "reference/number/interval.hpp"

#include <mpfi_io.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

#include "reference/number/emulation.hpp"
#include "reference/number/products.hpp"
#include "reference/number/wide.hpp"

namespace etalon {
namespace {

/// A ball of [low, high], which holds it, if it says as much: the same point, or hardly wider and far from 0.
std::optional<Ball> ball_of(mpfr_srcptr low, mpfr_srcptr high) {
  if (!mpfr_number_p(low) || !mpfr_number_p(high) || mpfr_sgn(low) != mpfr_sgn(high)) return std::nullopt;
  if (mpfr_sgn(low) == 0) return Ball{};
  long low_exponent = 0, high_exponent = 0;
  const double bottom = mpfr_get_d_2exp(&low_exponent, low, MPFR_RNDD), top = mpfr_get_d_2exp(&high_exponent, high, MPFR_RNDU);
  const bool top_larger = high_exponent >= low_exponent;
  const long exponent = top_larger ? high_exponent : low_exponent, apart = exponent - (top_larger ? low_exponent : high_exponent);
  if (apart > 1 || exponent > ball::most_exponent || exponent < -ball::most_exponent) return std::nullopt;
  const double share = apart == 1 ? 0.5 : 1, a = top_larger ? share * bottom : bottom, b = top_larger ? top : share * top;
  if (a == b) return Ball::of(a, 0, exponent);
  if (mpfr_equal_p(low, high)) return std::nullopt;  // a point beyond the bits of a double
  const double middle = a + (b - a) / 2;
  const Ball ball = Ball::of(middle, ((b - a) / 2 + std::fabs(middle) * ball::half_unit) * ball::slack, exponent);
  return ball.is_narrow() ? std::optional(ball) : std::nullopt;
}

/// The double next to a finite one.
double next_to(double x, double direction) {
  if (x == 0) return std::copysign(std::numeric_limits<double>::denorm_min(), direction);
  const auto bits = std::bit_cast<std::uint64_t>(x);
  return std::bit_cast<double>((x > 0) == (direction > 0) ? bits + 1 : bits - 1);
}
/// An end of a ball, rounded towards `direction`: a point.
Ball end_of(const Ball& x, double direction) {
  if (x.is_exact()) return x;
  const double end = next_to(x.middle + std::copysign(x.radius, direction), direction), size = std::fabs(end);
  return 1 <= size && size < 2 ? Ball{end, 0, x.exponent} : Ball::of(end, 0, x.exponent);
}
constexpr double upwards = INFINITY, downwards = -INFINITY;

/// For an increasing function at a point, one evaluation gives both bounds.
template <class Function>
bool at_point(Interval& y, const Interval& x, Function f) {
  if (!x.is_point()) return false;
  mpfr_ptr low = &y.data()->left;
  mpfr_ptr high = &y.data()->right;
  const int inexact = f(low, left(x), MPFR_RNDD);
  mpfr_set(high, low, MPFR_RNDU);
  if (inexact != 0) mpfr_nextabove(high);
  return true;
}

}  // namespace

Interval Interval::settled() && {
  if (const Emulation* format = Emulation::current()) return format->rounded(*this);
  if (Precision::in_hardware() && !is_ball())
    if (const auto ball = ball_of(left(*this), right(*this))) return Interval(*ball);
  return std::move(*this);
}

// By GMP's functions, which keep what is free where pool.hpp has set them.
mpfi_ptr Interval::widen(mpfr_prec_t bits) const {
  void* (*allocate)(std::size_t) = nullptr;
  mp_get_memory_functions(&allocate, nullptr, nullptr);
  const auto number = static_cast<mpfi_ptr>(allocate(sizeof(mpfi_t)));
  mpfi_init2(number, bits);
  it_ = {0, -1, std::bit_cast<std::int64_t>(number)};
  return number;
}
void Interval::copy(const Interval& other) { mpfi_set(widen(mpfi_get_prec(other.wide())), other.wide()); }
void Interval::clear() {
  void (*release)(void*, std::size_t) = nullptr;
  mp_get_memory_functions(nullptr, nullptr, &release);
  mpfi_clear(wide());
  release(wide(), sizeof(mpfi_t));
}
void Interval::promote() const {
  const Ball ball = it_;
  const mpfi_ptr number = widen();
  const mpfr_ptr low = &number->left, high = &number->right;
  mpfr_set_d(low, ball.middle, MPFR_RNDN);
  mpfr_set(high, low, MPFR_RNDN);
  mpfr_sub_d(low, low, ball.radius, MPFR_RNDD);
  mpfr_add_d(high, high, ball.radius, MPFR_RNDU);
  mpfi_mul_2si(number, number, ball.exponent);
}
void Interval::set(Integer value) {
  const double number = value.negative ? static_cast<double>(static_cast<std::int64_t>(value.bits)) : static_cast<double>(value.bits);
  if (Precision::in_hardware() && std::fabs(number) < 0x1p53) it_ = Ball::of(number);
  else if (value.negative) mpfi_set_si(widen(), static_cast<std::int64_t>(value.bits));
  else mpfi_set_ui(widen(), value.bits);
}
Interval exactly(double value) {
  if (Precision::in_hardware() && std::isfinite(value)) return Interval(Ball::of(value));
  Interval r;
  if (std::isnan(value)) {
    mpfr_set_nan(&r.data()->left);
    mpfr_set_nan(&r.data()->right);
  } else {
    mpfi_set_d(r.data(), value);
  }
  return r;
}

Interval Interval::between(const Interval& a, const Interval& b) {
  Interval r;
  mpfr_set(&r.data()->left, left(a), MPFR_RNDD);
  mpfr_set(&r.data()->right, right(b), MPFR_RNDU);
  return std::move(r).settled();
}
Interval Interval::hull(const Interval& a, const Interval& b) {
  Interval r;
  if (a.is_nan() || b.is_nan()) return exactly(std::nan(""));
  mpfr_min(&r.data()->left, left(a), left(b), MPFR_RNDD);
  mpfr_max(&r.data()->right, right(a), right(b), MPFR_RNDU);
  return std::move(r).settled();
}
bool Interval::parse(const std::string& text, Interval& out) {
  if (text.empty() || std::isspace(static_cast<unsigned char>(text.front()))) return false;
  char* end = nullptr;
  Interval r;
  mpfr_strtofr(&r.data()->left, text.c_str(), &end, 0, MPFR_RNDD);
  if (end != text.c_str() + text.size()) return false;  // a zero byte ends no number
  mpfr_strtofr(&r.data()->right, text.c_str(), &end, 0, MPFR_RNDU);
  out = std::move(r).settled();
  return true;
}

Interval Interval::infimum() const {
  if (const Ball* x = Precision::in_hardware() ? ball() : nullptr) return Interval(end_of(*x, downwards));
  Interval r;
  mpfi_set_fr(r.data(), left(*this));
  return r;
}
Interval Interval::supremum() const {
  if (const Ball* x = Precision::in_hardware() ? ball() : nullptr) return Interval(end_of(*x, upwards));
  Interval r;
  mpfi_set_fr(r.data(), right(*this));
  return r;
}
double Interval::lower_double() const {
  if (const Ball* x = ball(); x && std::abs(x->exponent) < 1000 && x->radius < 1) return end_of(*x, downwards).as_double();
  return mpfr_get_d(&Wide(*this)->left, MPFR_RNDD);
}
double Interval::upper_double() const {
  if (const Ball* x = ball(); x && std::abs(x->exponent) < 1000 && x->radius < 1) return end_of(*x, upwards).as_double();
  return mpfr_get_d(&Wide(*this)->right, MPFR_RNDU);
}

Interval Interval::width() const {
  if (const Ball* x = ball()) return Interval(Ball::of(2 * x->radius, 0, x->exponent));
  Interval r;
  mpfr_sub(&r.data()->right, right(*this), left(*this), MPFR_RNDU);
  mpfr_set(&r.data()->left, &r.data()->right, MPFR_RNDN);
  return std::move(r).settled();
}
Interval Interval::magnitude() const {
  if (const Ball* x = Precision::in_hardware() ? ball() : nullptr) return Interval(end_of({std::fabs(x->middle), x->radius, x->exponent}, upwards));
  Interval r;
  mpfi_mag(&r.data()->right, data());
  mpfr_set(&r.data()->left, &r.data()->right, MPFR_RNDN);
  return std::move(r).settled();
}
Interval Interval::mignitude() const {
  if (const Ball* x = Precision::in_hardware() ? ball() : nullptr) return x->contains_zero() ? Interval(0) : Interval(end_of({std::fabs(x->middle), x->radius, x->exponent}, downwards));
  Interval r;
  mpfi_mig(&r.data()->right, data());
  mpfr_set(&r.data()->left, &r.data()->right, MPFR_RNDN);
  return std::move(r).settled();
}
Interval Interval::collapse() const {
  if (const Ball* x = ball()) return Interval(Ball::of(x->middle, 0, x->exponent));
  Interval r;
  mpfi_mid(&r.data()->left, data());
  mpfr_set(&r.data()->right, &r.data()->left, MPFR_RNDN);
  return std::move(r).settled();
}

bool Interval::is_nan() const { return !ball() && mpfi_nan_p(data()) != 0; }
bool Interval::is_point() const { return ball() ? ball()->is_exact() : mpfr_equal_p(left(*this), right(*this)) != 0; }
bool Interval::is_finite() const { return ball() || mpfi_bounded_p(data()) != 0; }
bool Interval::contains_zero() const { return ball() ? ball()->contains_zero() : mpfr_sgn(left(*this)) <= 0 && mpfr_sgn(right(*this)) >= 0; }
bool Interval::contains(const Interval& inner) const {
  const Wide whole(*this), part(inner);
  return mpfr_lessequal_p(&whole->left, &part->left) && mpfr_lessequal_p(&part->right, &whole->right);
}
bool Interval::overlaps(const Interval& other) const {
  const Wide a(*this), b(other);
  return mpfr_lessequal_p(&a->left, &b->right) && mpfr_lessequal_p(&b->left, &a->right);
}
bool Interval::is_infinity(int sign) const {
  return !ball() && mpfr_inf_p(left(*this)) && mpfr_inf_p(right(*this)) && mpfr_sgn(left(*this)) == sign && mpfr_sgn(right(*this)) == sign;
}
bool Interval::is_zero() const { return ball() ? ball()->is_zero() : mpfr_zero_p(left(*this)) && mpfr_zero_p(right(*this)); }

Interval Interval::operator-() const {
  if (Precision::in_hardware() && ball()) return Interval(-*ball());
  Interval r;
  mpfi_neg(r.data(), Wide(*this));
  return r;
}
Interval operator+(const Interval& a, const Interval& b) {
  if (const Ball y = in_hardware(operator+, a, b); y.is_some()) return Interval(y);
  count_wide_number();
  Interval r;
  mpfi_add(r.data(), Wide(a), Wide(b));
  return std::move(r).settled();
}
Interval operator-(const Interval& a, const Interval& b) {
  if (const Ball y = in_hardware(operator-, a, b); y.is_some()) return Interval(y);
  count_wide_number();
  Interval r;
  mpfi_sub(r.data(), Wide(a), Wide(b));
  return std::move(r).settled();
}
Interval operator*(const Interval& a, const Interval& b) {
  count_products(1);
  if (const Ball y = in_hardware(operator*, a, b); y.is_some()) return Interval(y);
  count_wide_number();
  Interval r;
  if (const Emulation* format = Emulation::current()) mpfi_mul(r.data(), Wide(format->factor(a)), Wide(format->factor(b)));
  else mpfi_mul(r.data(), Wide(a), Wide(b));
  return std::move(r).settled();
}
Interval operator/(const Interval& a, const Interval& b) {
  if (const Ball y = in_hardware(operator/, a, b); y.is_some()) return Interval(y);
  if (b.is_zero()) return exactly(std::nan(""));
  count_wide_number();
  Interval r;
  mpfi_div(r.data(), Wide(a), Wide(b));
  return std::move(r).settled();
}
Interval& Interval::operator+=(const Interval& b) {
  if (Emulation* format = Emulation::current()) format->add(*this, b);
  else if (const Ball sum = in_hardware(etalon::operator+, *this, b); sum.is_some()) it_ = sum;
  else *this = *this + b;
  return *this;
}
Interval& Interval::operator-=(const Interval& b) { return *this = *this - b; }
Interval& Interval::operator*=(const Interval& b) { return *this = *this * b; }
Interval& Interval::operator/=(const Interval& b) { return *this = *this / b; }

Interval exp(const Interval& x) {
  if (const Ball y = in_hardware(exp, x); y.is_some()) return Interval(y);
  Interval y;
  if (!at_point(y, x, mpfr_exp)) mpfi_exp(y.data(), x.data());
  return std::move(y).settled();
}
Interval log(const Interval& x) {
  if (const Ball y = in_hardware(log, x); y.is_some()) return Interval(y);
  if (!x.is_nan() && mpfr_sgn(left(x)) < 0 && mpfr_sgn(right(x)) >= 0) throw Undecided{"sign of a logarithm's argument"};
  Interval y;
  if (!at_point(y, x, mpfr_log)) mpfi_log(y.data(), x.data());
  return std::move(y).settled();
}
Interval sqrt(const Interval& x) {
  if (const Ball y = in_hardware(sqrt, x); y.is_some()) return Interval(y);
  if (!x.is_nan() && mpfr_sgn(left(x)) < 0 && mpfr_sgn(right(x)) >= 0) throw Undecided{"sign of a square root's argument"};
  Interval y;
  if (!at_point(y, x, mpfr_sqrt)) mpfi_sqrt(y.data(), x.data());
  return std::move(y).settled();
}
Interval tanh(const Interval& x) {
  if (const Ball y = in_hardware(tanh, x); y.is_some()) return Interval(y);
  Interval y;
  if (!at_point(y, x, mpfr_tanh)) mpfi_tanh(y.data(), x.data());
  return std::move(y).settled();
}
// Within [−1, 1] sine increases and cosine falls with |x|; MPFI's own does not return for tiny intervals around 0.
Interval sin(const Interval& x) {
  if (const Ball y = in_hardware(sin, x); y.is_some()) return Interval(y);
  Interval y;
  if (mpfr_cmp_si(left(x), -1) >= 0 && mpfr_cmp_si(right(x), 1) <= 0) {
    mpfr_sin(&y.data()->left, left(x), MPFR_RNDD);
    mpfr_sin(&y.data()->right, right(x), MPFR_RNDU);
  } else {
    mpfi_sin(y.data(), x.data());
  }
  return std::move(y).settled();
}
Interval cos(const Interval& x) {
  if (const Ball y = in_hardware(cos, x); y.is_some()) return Interval(y);
  Interval y;
  if (mpfr_cmp_si(left(x), -1) >= 0 && mpfr_cmp_si(right(x), 1) <= 0) {
    const Interval farthest = x.magnitude(), nearest = x.mignitude();
    mpfr_cos(&y.data()->left, left(farthest), MPFR_RNDD);
    mpfr_cos(&y.data()->right, left(nearest), MPFR_RNDU);
  } else {
    mpfi_cos(y.data(), x.data());
  }
  return std::move(y).settled();
}
Interval abs(const Interval& x) {
  if (const Ball y = in_hardware(abs, x); y.is_some()) return Interval(y);
  Interval y;
  mpfi_abs(y.data(), Wide(x));
  return std::move(y).settled();
}
Interval square(const Interval& x) {
  if (const Ball y = in_hardware(square, x); y.is_some()) return Interval(y);
  if (Emulation::current()) return x * x;
  Interval y;
  mpfi_sqr(y.data(), Wide(x));
  return std::move(y).settled();
}
Interval pow(const Interval& x, std::int64_t n) {
  if (Emulation::current()) {  // a function, rounded once: no product of a formula's
    Interval y;
    mpfr_pow_si(&y.data()->left, left(x), n, MPFR_RNDN);
    mpfr_set(&y.data()->right, &y.data()->left, MPFR_RNDN);
    return std::move(y).settled();
  }
  if (n < 0) return Interval(1) / pow(x, -n);
  Interval power = 1, base = x;
  bool even = n > 0 && n % 2 == 0;
  for (std::int64_t k = n; k > 0; k /= 2) {
    if (k % 2 == 1) power *= base;
    if (k > 1) base = square(base);
  }
  if (even && !(power >= 0).certainly()) power = max(power, Interval(0));
  return power;
}
Interval power_of_two(std::int64_t n) {
  if (Precision::in_hardware() && std::abs(n) <= ball::most_exponent) return Interval(Ball{1, 0, n});
  Interval r = 1;
  mpfi_mul_2si(r.data(), r.data(), n);
  return r;
}
Interval pi() {
  if (Precision::in_hardware()) return Interval(Ball{0x1.921fb54442d18p+0, ball::half_unit, 1});
  Interval r;
  mpfi_const_pi(r.data());
  return r;
}

}  // namespace etalon
