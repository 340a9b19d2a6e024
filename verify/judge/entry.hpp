#pragma once
#include "reference/number/format.hpp"
#include "reference/number/interval.hpp"

namespace etalon::verify {

/// The error of one entry, decided against its bound or not.
struct Entry {
  bool decided = true;
  bool passes = true;
  double units = 0;  ///< error over unit
  double used = 0;   ///< error over allowed
  bool rounded = true;
};

/// `obtained` against y: within the bound, correctly rounded, or an infinity where y has no place in the format.
Entry judge_entry(double obtained, const Interval& y, const Interval& allowed, const Interval& unit, const Format& format);

/// y is not representable: then an infinity of its sign is as good as the largest number.
bool overflows(const Interval& y, const Interval& allowed, const Format& format);
/// The same of what was obtained, the sign included.
bool is_overflow_of(double obtained, const Interval& y, const Interval& allowed, const Format& format);

/// a/b from above: 0 where a is 0, infinite where b is.
double ratio(const Interval& a, const Interval& b);

}  // namespace etalon::verify
