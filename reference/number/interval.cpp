#include "reference/number/interval.hpp"

#include <mpfi_io.h>

#include <cmath>
#include <utility>

namespace etalon {
namespace {

mpfr_srcptr left(const Interval& x) { return &x.data()->left; }
mpfr_srcptr right(const Interval& x) { return &x.data()->right; }

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

Interval::Interval() {
  mpfi_init2(value_, Precision::bits());
  mpfi_set_ui(value_, 0);
}
Interval::Interval(const Interval& other) {
  mpfi_init2(value_, mpfi_get_prec(other.value_));
  mpfi_set(value_, other.value_);
}
Interval::Interval(Interval&& other) noexcept {
  *value_ = *other.value_;
  other.value_->left._mpfr_d = nullptr;
}
Interval& Interval::operator=(const Interval& other) {
  if (this != &other) *this = Interval(other);
  return *this;
}
Interval& Interval::operator=(Interval&& other) noexcept {
  std::swap(*value_, *other.value_);
  return *this;
}
Interval::~Interval() {
  if (value_->left._mpfr_d != nullptr) mpfi_clear(value_);
}
Interval::Interval(Integer value) {
  mpfi_init2(value_, Precision::bits());
  if (value.negative) mpfi_set_si(data(), static_cast<std::int64_t>(value.bits));
  else mpfi_set_ui(data(), value.bits);
}
Interval exactly(double value) {
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
  return r;
}
Interval Interval::hull(const Interval& a, const Interval& b) {
  Interval r;
  if (a.is_nan() || b.is_nan()) return exactly(std::nan(""));
  mpfr_min(&r.data()->left, left(a), left(b), MPFR_RNDD);
  mpfr_max(&r.data()->right, right(a), right(b), MPFR_RNDU);
  return r;
}
bool Interval::parse(const std::string& text, Interval& out) {
  if (text.empty() || std::isspace(static_cast<unsigned char>(text.front()))) return false;
  char* end = nullptr;
  Interval r;
  mpfr_strtofr(&r.data()->left, text.c_str(), &end, 0, MPFR_RNDD);
  if (*end != '\0' || end == text.c_str()) return false;
  mpfr_strtofr(&r.data()->right, text.c_str(), &end, 0, MPFR_RNDU);
  out = r;
  return true;
}

Interval Interval::infimum() const {
  Interval r;
  mpfi_set_fr(r.data(), left(*this));
  return r;
}
Interval Interval::supremum() const {
  Interval r;
  mpfi_set_fr(r.data(), right(*this));
  return r;
}
double Interval::lower_double() const { return mpfr_get_d(left(*this), MPFR_RNDD); }
double Interval::upper_double() const { return mpfr_get_d(right(*this), MPFR_RNDU); }

Interval Interval::width() const {
  Interval r;
  mpfr_sub(&r.data()->right, right(*this), left(*this), MPFR_RNDU);
  mpfr_set(&r.data()->left, &r.data()->right, MPFR_RNDN);
  return r;
}
Interval Interval::magnitude() const {
  Interval r;
  mpfi_mag(&r.data()->right, data());
  mpfr_set(&r.data()->left, &r.data()->right, MPFR_RNDN);
  return r;
}
Interval Interval::mignitude() const {
  Interval r;
  mpfi_mig(&r.data()->right, data());
  mpfr_set(&r.data()->left, &r.data()->right, MPFR_RNDN);
  return r;
}
Interval Interval::collapse() const {
  Interval r;
  mpfi_mid(&r.data()->left, data());
  mpfr_set(&r.data()->right, &r.data()->left, MPFR_RNDN);
  return r;
}

bool Interval::is_nan() const { return mpfi_nan_p(data()) != 0; }
bool Interval::is_point() const { return mpfr_equal_p(left(*this), right(*this)) != 0; }
bool Interval::is_finite() const { return mpfi_bounded_p(data()) != 0; }
bool Interval::contains_zero() const { return mpfr_sgn(left(*this)) <= 0 && mpfr_sgn(right(*this)) >= 0; }
bool Interval::contains(const Interval& inner) const {
  return mpfr_lessequal_p(left(*this), left(inner)) && mpfr_lessequal_p(right(inner), right(*this));
}
bool Interval::overlaps(const Interval& other) const {
  return mpfr_lessequal_p(left(*this), right(other)) && mpfr_lessequal_p(left(other), right(*this));
}
bool Interval::is_infinity(int sign) const {
  return mpfr_inf_p(left(*this)) && mpfr_inf_p(right(*this)) && mpfr_sgn(left(*this)) == sign && mpfr_sgn(right(*this)) == sign;
}
bool Interval::is_zero() const { return mpfr_zero_p(left(*this)) && mpfr_zero_p(right(*this)); }

Interval Interval::operator-() const {
  Interval r;
  mpfi_neg(r.data(), data());
  return r;
}
Interval operator+(const Interval& a, const Interval& b) {
  Interval r;
  mpfi_add(r.data(), a.data(), b.data());
  return r;
}
Interval operator-(const Interval& a, const Interval& b) {
  Interval r;
  mpfi_sub(r.data(), a.data(), b.data());
  return r;
}
Interval operator*(const Interval& a, const Interval& b) {
  Interval r;
  mpfi_mul(r.data(), a.data(), b.data());
  return r;
}
Interval operator/(const Interval& a, const Interval& b) {
  if (b.is_zero()) return exactly(std::nan(""));
  Interval r;
  mpfi_div(r.data(), a.data(), b.data());
  return r;
}
Interval& Interval::operator+=(const Interval& b) { return *this = *this + b; }
Interval& Interval::operator-=(const Interval& b) { return *this = *this - b; }
Interval& Interval::operator*=(const Interval& b) { return *this = *this * b; }
Interval& Interval::operator/=(const Interval& b) { return *this = *this / b; }

Ternary operator<(const Interval& a, const Interval& b) {
  if (a.is_nan() || b.is_nan()) return false;
  if (mpfr_less_p(right(a), left(b))) return true;
  if (mpfr_lessequal_p(right(b), left(a))) return false;
  return Ternary::unknown();
}
Ternary operator<=(const Interval& a, const Interval& b) {
  if (a.is_nan() || b.is_nan()) return false;
  if (mpfr_lessequal_p(right(a), left(b))) return true;
  if (mpfr_less_p(right(b), left(a))) return false;
  return Ternary::unknown();
}
Ternary operator==(const Interval& a, const Interval& b) {
  if (!a.overlaps(b)) return false;
  return a.is_point() && b.is_point() ? Ternary(true) : Ternary::unknown();
}

Interval exp(const Interval& x) {
  Interval y;
  if (!at_point(y, x, mpfr_exp)) mpfi_exp(y.data(), x.data());
  return y;
}
Interval log(const Interval& x) {
  if (!x.is_nan() && mpfr_sgn(left(x)) < 0 && mpfr_sgn(right(x)) >= 0) throw Undecided{"sign of a logarithm's argument"};
  Interval y;
  if (!at_point(y, x, mpfr_log)) mpfi_log(y.data(), x.data());
  return y;
}
Interval sqrt(const Interval& x) {
  if (!x.is_nan() && mpfr_sgn(left(x)) < 0 && mpfr_sgn(right(x)) >= 0) throw Undecided{"sign of a square root's argument"};
  Interval y;
  if (!at_point(y, x, mpfr_sqrt)) mpfi_sqrt(y.data(), x.data());
  return y;
}
Interval tanh(const Interval& x) {
  Interval y;
  if (!at_point(y, x, mpfr_tanh)) mpfi_tanh(y.data(), x.data());
  return y;
}
// Within [−1, 1] sine increases and cosine falls with |x|; MPFI's own does not return for tiny intervals around 0.
Interval sin(const Interval& x) {
  Interval y;
  if (mpfr_cmp_si(left(x), -1) >= 0 && mpfr_cmp_si(right(x), 1) <= 0) {
    mpfr_sin(&y.data()->left, left(x), MPFR_RNDD);
    mpfr_sin(&y.data()->right, right(x), MPFR_RNDU);
  } else {
    mpfi_sin(y.data(), x.data());
  }
  return y;
}
Interval cos(const Interval& x) {
  Interval y;
  if (mpfr_cmp_si(left(x), -1) >= 0 && mpfr_cmp_si(right(x), 1) <= 0) {
    mpfr_cos(&y.data()->left, left(x.magnitude()), MPFR_RNDD);
    mpfr_cos(&y.data()->right, left(x.mignitude()), MPFR_RNDU);
  } else {
    mpfi_cos(y.data(), x.data());
  }
  return y;
}
Interval abs(const Interval& x) {
  Interval y;
  mpfi_abs(y.data(), x.data());
  return y;
}
Interval square(const Interval& x) {
  Interval y;
  mpfi_sqr(y.data(), x.data());
  return y;
}
Interval max(const Interval& a, const Interval& b) {
  Interval r;
  if (a.is_nan() || b.is_nan()) return exactly(std::nan(""));
  mpfr_max(&r.data()->left, left(a), left(b), MPFR_RNDD);
  mpfr_max(&r.data()->right, right(a), right(b), MPFR_RNDU);
  return r;
}
Interval min(const Interval& a, const Interval& b) { return -max(-a, -b); }
Interval pow(const Interval& x, std::int64_t n) {
  if (n < 0) return Interval(1) / pow(x, -n);
  Interval power = 1, base = x;
  bool even = n > 0 && n % 2 == 0;
  for (std::int64_t k = n; k > 0; k /= 2) {
    if (k % 2 == 1) power *= base;
    if (k > 1) base = square(base);
  }
  if (even && mpfr_sgn(left(power)) < 0) power = max(power, Interval(0));
  return power;
}
Interval power_of_two(std::int64_t n) {
  Interval r = 1;
  mpfi_mul_2si(r.data(), r.data(), n);
  return r;
}
Interval pi() {
  Interval r;
  mpfi_const_pi(r.data());
  return r;
}

Interval indicator(Ternary condition) {
  if (condition.is_unknown()) return Interval::hull(Interval(0), Interval(1));
  return condition.certainly() ? 1 : 0;
}

}  // namespace etalon
