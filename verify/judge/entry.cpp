#include "verify/judge/entry.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace etalon::verify {

double ratio(const Interval& a, const Interval& b) {
  if (a.is_zero()) return 0;
  if (b.is_zero() || !a.is_finite()) return std::numeric_limits<double>::infinity();
  return (a / b).upper_double();
}

bool overflows(const Interval& y, const Interval& allowed, const Format& format) {
  return (y.magnitude() + allowed > exactly(format.largest()) * (1 + exactly(format.unit_roundoff()))).certainly();
}

bool is_overflow_of(double obtained, const Interval& y, const Interval& allowed, const Format& format) {
  return std::isinf(obtained) && overflows(y, allowed, format) && std::signbit(obtained) == (y < Interval(0)).certainly();
}

Entry judge_entry(double obtained, const Interval& y, const Interval& allowed, const Interval& unit, const Format& format) {
  Entry entry;
  const auto nearest = round_to(y, format);
  entry.rounded = nearest && (*nearest == obtained || (std::isnan(*nearest) && std::isnan(obtained)));
  if (entry.rounded && !std::isnan(obtained)) {
    if (!std::isfinite(obtained) || !y.is_finite()) return entry;
    const Interval error = (exactly(obtained) - y).magnitude();
    entry.units = ratio(error, unit);
    entry.used = std::min(1.0, ratio(error, allowed));
    return entry;
  }
  if (y.is_finite() && is_overflow_of(obtained, y, allowed, format)) return entry;
  if (!std::isfinite(obtained) || !y.is_finite()) {
    entry.passes = false;
    entry.units = entry.used = std::numeric_limits<double>::infinity();
    return entry;
  }
  const Interval error = abs(exactly(obtained) - y);
  const Ternary within = error <= allowed;
  entry.decided = !within.is_unknown();
  entry.passes = within.certainly();
  entry.units = ratio(error, unit);
  entry.used = ratio(error, allowed);
  return entry;
}

}  // namespace etalon::verify
