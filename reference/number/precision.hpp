#pragma once

namespace etalon {

/// The working precision of this thread, in bits, for the lifetime of the guard. Every number made inside has it.
/// Thrown away with the scope; nests; each thread has its own.
class Precision {
 public:
  explicit Precision(int bits);
  ~Precision();
  Precision(const Precision&) = delete;
  Precision& operator=(const Precision&) = delete;

  static int bits();

 private:
  int outer_;
};

/// The precision did not suffice to decide a comparison or a domain. Caught by certify(), which raises the precision.
struct Undecided {
  const char* what;
};

}  // namespace etalon
