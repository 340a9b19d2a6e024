#pragma once
#include <optional>
#include <string>

#include "reference/contract/result.hpp"
#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

namespace etalon::verify {

/// Thrown inside a theorem when the reference refuses an input: the theorem says nothing about it.
struct Refused {
  Failure failure;
};

/// Collects what a law finds. Only a certain violation counts; an enclosure too wide to say anything raises the precision.
class Checks {
 public:
  /// a = b: the enclosures overlap and are narrow beside |a| + |b|.
  void equal(const Interval& a, const Interval& b, const std::string& what);
  void equal(const Tensor<Interval>& a, const Tensor<Interval>& b, const std::string& what);
  /// Like equal, for quantities that cancel: narrow beside `scale`.
  void equal_within(const Interval& a, const Interval& b, const Interval& scale, const std::string& what);
  /// measured ≤ allowed; the largest quotient is remembered.
  void at_most(const Interval& measured, const Interval& allowed, const std::string& what);
  void holds(Ternary condition, const std::string& what);

  const std::optional<std::string>& violation() const { return violation_; }
  /// The largest measured/allowed seen by at_most.
  double used() const { return used_; }

 private:
  void violated(const std::string& what) {
    if (!violation_) violation_ = what;
  }
  std::optional<std::string> violation_;
  double used_ = 0;
};

}  // namespace etalon::verify
