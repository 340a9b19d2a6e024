#pragma once
#include <chrono>
#include <exception>
#include <optional>

namespace etalon {

namespace detail {
extern constinit thread_local int guarded_bits;
}

/// The working precision of this thread, in bits, for the lifetime of the guard. Every number made inside has it.
/// Nests; each thread has its own. Afterwards Boost's default precision and MPFR's range of exponents are again what they were.
class Precision {
 public:
  /// Throws Undecided when this thread's time limit has passed.
  explicit Precision(int bits);
  ~Precision();
  Precision(const Precision&) = delete;
  Precision& operator=(const Precision&) = delete;

  /// Of the innermost guard; outside every guard, 50 digits and some, as Boost's own default.
  static int bits() { return detail::guarded_bits; }
  static constexpr int unguarded = 170;

  /// The bits of a double. A guard of just as many computes with balls of doubles (ball.hpp), some thirty times as fast as with MPFI.
  static constexpr int hardware = 53;
  static bool in_hardware() { return bits() == hardware; }

 private:
  int outer_bits_;
  unsigned outer_digits_;              // Boost's
  long outer_lowest_, outer_highest_;  // MPFR's exponents
};

/// The precision did not suffice to decide a comparison or a domain. Caught by certify(), which raises the precision.
class Undecided : public std::exception {
 public:
  explicit Undecided(const char* question) : question_(question) {}
  const char* what() const noexcept override { return question_; }

 private:
  const char* question_;
};

/// Work of this thread has that many seconds (none: no limit): then the next Precision throws Undecided, and nothing climbs any
/// further. Nests: the earlier end counts.
class TimeLimit {
 public:
  explicit TimeLimit(double seconds);
  ~TimeLimit();
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;

  static bool expired();
  /// Throws Undecided when it is.
  static void check();

 private:
  std::optional<std::chrono::steady_clock::time_point> outer_;
};

}  // namespace etalon
