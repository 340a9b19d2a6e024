#include "verify/trial/checks.hpp"

#include <algorithm>
#include <cmath>

#include "reference/number/literal.hpp"
#include "verify/trial/doubts.hpp"

namespace etalon::verify {
namespace {

constinit thread_local std::uint64_t doubts = 0;
void count_doubt(Ternary condition) { doubts += condition.is_unknown(); }

}  // namespace

std::uint64_t doubts_met() { return doubts; }

void Checks::equal(const Interval& a, const Interval& b, const std::string& what) {
  if (view_ == View::returned) return;
  if (a.is_nan() || b.is_nan()) return violated(what + ": NaN");
  if ((a.is_point() && b.is_point()) || !a.is_finite() || !b.is_finite()) {
    if (!a.overlaps(b)) violated(what + ": " + decimal_text(a, 20) + " is not " + decimal_text(b, 20));
    return;
  }
  equal_within(a, b, a.magnitude() + b.magnitude(), what);
}

void Checks::equal(const Tensor<Interval>& a, const Tensor<Interval>& b, const std::string& what) {
  if (a.shape != b.shape) return violated(what + ": the shapes differ");
  for (std::size_t i = 0; i < a.size(); ++i) equal(a[i], b[i], what + " at entry " + std::to_string(i));
}

void Checks::equal_within(const Interval& a, const Interval& b, const Interval& scale, const std::string& what) {
  if (view_ == View::returned) return;
  const Interval difference = a - b;
  if (difference.is_nan()) return violated(what + ": NaN");
  if (!difference.contains_zero())
    return violated(what + ": " + decimal_text(a, 20) + " is not " + decimal_text(b, 20));
  if (view_ == View::truth && (difference.width() > power_of_two(-64) * scale + power_of_two(-4096)).certainly())
    throw Undecided{"the enclosures of an identity are too wide"};
}

void Checks::at_most(const Interval& measured, const Interval& allowed, const std::string& what) {
  if (view_ == View::returned) return;
  if (measured.is_nan() || allowed.is_nan() || (measured > allowed).certainly()) {
    violated(what + (measured.is_nan() || allowed.is_nan() ? ": NaN" : ": " + decimal_text(measured, 6) + " exceeds " + decimal_text(allowed, 6)));
    used_ = INFINITY;
  } else if (!measured.is_zero() && !allowed.is_zero()) {
    used_ = std::max(used_, measured.upper_double() / std::max(allowed.upper_double(), 5e-324));
  }
}

void Checks::holds(Ternary condition, const std::string& what) {
  if (view_ != View::returned) decide(condition, what);
}

void Checks::decide(Ternary condition, const std::string& what) {
  count_doubt(condition);
  if (view_ != View::truth && condition.is_unknown()) return;  // some values within the bounds obey
  if (!static_cast<bool>(condition)) violated(what);
}

void Checks::exactly(Ternary condition, const std::string& what) { decide(condition, what); }

void Checks::exactly_at_most(const Interval& a, const Interval& b, const std::string& what) {
  if (a.is_nan() || b.is_nan()) return violated(what + ": NaN");
  count_doubt(a > b);
  if ((a > b).certainly())
    violated(what + ": " + decimal_text(a, 20) + " exceeds " + decimal_text(b, 20));
}

void Checks::says_nothing(const std::string& why) {
  if (silence_.empty()) silence_ = why;
}

}  // namespace etalon::verify
