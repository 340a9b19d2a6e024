#include "reference/number/precision.hpp"

#include <algorithm>
#include <cmath>

#include "reference/number/real.hpp"

namespace etalon {

constinit thread_local int detail::guarded_bits = Precision::unguarded;

namespace {

using Clock = std::chrono::steady_clock;
using detail::guarded_bits;

thread_local std::optional<Clock::time_point> time_ends;

}  // namespace

Precision::Precision(int bits)
    : outer_bits_(guarded_bits), outer_digits_(Real::thread_default_precision()), outer_lowest_(mpfr_get_emin()), outer_highest_(mpfr_get_emax()) {
  TimeLimit::check();
  // The widest range of exponents: textbook formulas take exp of what they are given.
  mpfr_set_emin(mpfr_get_emin_min());
  mpfr_set_emax(mpfr_get_emax_max());
  // Boost counts decimal digits; one more than enough, so that no number has fewer bits than the guard says.
  Real::thread_default_precision(static_cast<unsigned>(std::ceil(bits * 0.30103)) + 1);
  guarded_bits = bits;
}
Precision::~Precision() {
  guarded_bits = outer_bits_;
  Real::thread_default_precision(outer_digits_);
  mpfr_set_emin(outer_lowest_);
  mpfr_set_emax(outer_highest_);
}
TimeLimit::TimeLimit(double seconds) : outer_(time_ends) {
  if (seconds <= 0) return;
  const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  time_ends = time_ends ? std::min(*time_ends, end) : end;
}
TimeLimit::~TimeLimit() { time_ends = outer_; }
bool TimeLimit::expired() { return time_ends && Clock::now() > *time_ends; }
void TimeLimit::check() {
  if (expired()) throw Undecided{"it takes longer than the limit of time"};
}

}  // namespace etalon
