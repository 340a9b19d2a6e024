#pragma once
#include <exception>

namespace etalon {

/// The working precision of this thread, in bits, for the lifetime of the guard. Every number made inside has it.
/// Nests; each thread has its own. Afterwards Boost's default precision is again what it was.
class Precision {
 public:
  explicit Precision(int bits);
  ~Precision();
  Precision(const Precision&) = delete;
  Precision& operator=(const Precision&) = delete;

  /// Of the innermost guard; outside every guard, what Boost's default gives an Interval.
  static int bits();

 private:
  int outer_bits_;
  unsigned outer_real_, outer_interval_;  // Boost's, in decimal digits
};

/// The precision did not suffice to decide a comparison or a domain. Caught by certify(), which raises the precision.
class Undecided : public std::exception {
 public:
  explicit Undecided(const char* question) : question_(question) {}
  const char* what() const noexcept override { return question_; }

 private:
  const char* question_;
};

}  // namespace etalon
