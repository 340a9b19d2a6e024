#include "reference/number/literal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace etalon {
namespace {

/// `digits` significant decimal digits of x, rounded as asked: d.ddd…e±x, or plain when the exponent is small.
std::string significant(mpfr_srcptr x, int digits, mpfr_rnd_t rounding) {
  if (mpfr_zero_p(x)) return "0";
  if (mpfr_nan_p(x)) return "nan";
  if (mpfr_inf_p(x)) return mpfr_sgn(x) > 0 ? "inf" : "-inf";
  mpfr_exp_t exponent = 0;
  char* raw = mpfr_get_str(nullptr, &exponent, 10, std::max(digits, 1), x, rounding);
  std::string body(raw);
  mpfr_free_str(raw);
  const bool negative = body.front() == '-';
  if (negative) body.erase(0, 1);
  std::string text;
  if (exponent > 0 && exponent <= static_cast<mpfr_exp_t>(body.size()))
    text = body.substr(0, exponent) + (exponent < static_cast<mpfr_exp_t>(body.size()) ? "." + body.substr(exponent) : "");
  else if (exponent <= 0 && exponent > -5)
    text = "0." + std::string(-exponent, '0') + body;
  else
    text = body.substr(0, 1) + (body.size() > 1 ? "." + body.substr(1) : "") + "e" + std::to_string(exponent - 1);
  return negative ? "-" + text : text;
}

}  // namespace

Interval Literal::enclose() const {
  const auto slash = text_.find('/');
  Interval p, q = 1;
  const bool numerator = Interval::parse(text_.substr(0, slash), p);
  const bool denominator = slash == std::string::npos || (Interval::parse(text_.substr(slash + 1), q) && !q.contains_zero());
  if (!numerator || !denominator) throw std::invalid_argument("'" + text_ + "' is not a number");
  return slash == std::string::npos ? p : p / q;
}

std::string hex_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%a", value);
  return buffer;
}

bool parse_double(const std::string& text, double& value) {
  Precision exact(2200);  // every decimal or hexadecimal double fits
  Interval x;
  if (!Interval::parse(text, x)) return false;
  if (x.is_nan()) {
    value = std::nan("");
    return true;
  }
  value = x.lower_double();
  return (exactly(value) == x).certainly();
}

std::string decimal_text(const Interval& x, int digits) {
  if (x.is_nan()) return "nan";
  mpfr_srcptr low = &x.data()->left;
  mpfr_srcptr high = &x.data()->right;
  // A short exact decimal is printed whole: 0.5, not 0.5000….
  if (x.is_point() && !mpfr_zero_p(low) && mpfr_number_p(low)) {
    std::string text = significant(low, digits, MPFR_RNDN);
    Interval back;
    if (Interval::parse(text, back) && (back == x).certainly() && text.find('.') != std::string::npos && text.find('e') == std::string::npos) {
      text.erase(text.find_last_not_of('0') + 1);
      if (text.back() == '.') text.pop_back();
    }
    return text;
  }
  for (int d = digits; d > 0; --d) {
    const std::string a = significant(low, d, MPFR_RNDN), b = significant(high, d, MPFR_RNDN);
    if (a == b) return d == digits ? a : a + " (only these digits are certain)";
    if (d > 40) d = std::max(40, d - d / 8);  // far from certain: do not walk digit by digit
  }
  const BallText ball = ball_text(x, 17);
  return ball.middle + " ± " + ball.radius;
}

BallText ball_text(const Interval& x, int digits) {
  if (!x.is_finite()) return {x.is_point() ? significant(&x.data()->left, 1, MPFR_RNDN) : "nan", "0"};
  Precision enough(std::max(Precision::bits(), static_cast<int>(digits * 3.33) + 64));
  BallText ball;
  const Interval centre = x.collapse();
  ball.middle = significant(&centre.data()->left, digits, MPFR_RNDN);
  Interval middle;
  Interval::parse(ball.middle, middle);
  const Interval radius = (x - middle).magnitude();
  ball.radius = significant(&radius.data()->right, 3, MPFR_RNDU);
  return ball;
}

}  // namespace etalon
