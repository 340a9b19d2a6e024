#include "reference/number/format.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace etalon {
namespace {

/// Round to a multiple of the spacing at x, ties to even.
double round_bound(mpfr_srcptr x, const Format& f) {
  if (mpfr_nan_p(x)) return std::numeric_limits<double>::quiet_NaN();
  if (mpfr_inf_p(x) || mpfr_zero_p(x)) return mpfr_get_d(x, MPFR_RNDN);
  const long leading = mpfr_get_exp(x) - 1;
  const long spacing = std::max<long>(leading, f.min_exponent) - (f.precision - 1);
  mpfr_t scaled;
  mpfr_init2(scaled, mpfr_get_prec(x));
  mpfr_mul_2si(scaled, x, -spacing, MPFR_RNDN);
  mpfr_roundeven(scaled, scaled);
  mpfr_mul_2si(scaled, scaled, spacing, MPFR_RNDN);
  double result = mpfr_get_d(scaled, MPFR_RNDN);
  if (std::fabs(result) > f.largest()) result = std::copysign(std::numeric_limits<double>::infinity(), result);
  if (result == 0 && mpfr_signbit(x)) result = -0.0;
  mpfr_clear(scaled);
  return result;
}

/// The same of a normal double and a narrower format: adding 1.5·2⁵² rounds to an integer, ties to even. A double is one, and the processor rounds to float32.
std::optional<double> round_double(double x, const Format& f) {
  const double size = std::fabs(x);
  if (f.precision == 53 && f.min_exponent == -1022 && f.max_exponent == 1023) return x;
  if (f.precision == 24 && f.min_exponent == -126 && f.max_exponent == 127 && size < 0x1p127) return static_cast<float>(x);
  if (f.precision > 50 || !(size <= 0x1p900) || (size < 0x1p-900 && size != 0)) return std::nullopt;
  if (size == 0) return x;
  const int spacing = std::max(std::ilogb(x), f.min_exponent) - (f.precision - 1);
  constexpr double whole = 0x1.8p52;
  const double rounded = std::ldexp((std::ldexp(x, -spacing) + whole) - whole, spacing);
  return std::copysign(std::fabs(rounded) > f.largest() ? std::numeric_limits<double>::infinity() : rounded, x);
}

}  // namespace

double Format::unit_roundoff() const { return std::ldexp(1.0, -precision); }
double Format::spacing_at_zero() const { return flushes ? smallest_normal() : std::ldexp(1.0, min_exponent - (precision - 1)); }
double Format::smallest_normal() const { return std::ldexp(1.0, min_exponent); }
double Format::largest() const { return std::ldexp(2 - std::ldexp(1.0, 1 - precision), max_exponent); }
bool Format::holds(double value) const {
  const double rounded = round_to(value, *this);
  return rounded == value || std::isnan(value);
}

const std::vector<Format>& Format::all() {
  static const std::vector<Format> formats = {{"float64", 53, -1022, 1023, false},
                                              {"float32", 24, -126, 127, false},
                                              {"tf32", 11, -126, 127, false},
                                              {"bfloat16", 8, -126, 127, false},
                                              {"float16", 11, -14, 15, false}};
  return formats;
}
const Format* Format::find(const std::string& name) {
  for (const Format& f : all())
    if (f.name == name) return &f;
  return nullptr;
}

const Format& Format::flushing() const {
  static const std::vector<Format> formats = [] {
    std::vector<Format> all_flushing = all();
    for (Format& f : all_flushing) f.flushes = true;
    return all_flushing;
  }();
  for (const Format& f : formats)
    if (f.name == name) return f;
  return *this;
}

std::optional<double> round_to(const Interval& x, const Format& format) {
  if (x.ball()) {
    const auto low = round_double(x.lower_double(), format), high = round_double(x.upper_double(), format);
    if (low && high) return *low == *high ? low : std::nullopt;
  }
  const double low = round_bound(&x.data()->left, format);
  const double high = round_bound(&x.data()->right, format);
  if (low == high || (std::isnan(low) && std::isnan(high))) return low;
  return std::nullopt;
}

double round_to(double x, const Format& format) {
  if (const auto rounded = round_double(x, format)) return *rounded;
  mpfr_t value;
  mpfr_init2(value, 53);
  mpfr_set_d(value, x, MPFR_RNDN);
  const double rounded = round_bound(value, format);
  mpfr_clear(value);
  return rounded;
}

}  // namespace etalon
