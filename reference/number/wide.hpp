#pragma once
#include <optional>

#include "reference/number/interval.hpp"

/// Enclosures as MPFI's numbers, for the files of reference/number that compute with these.
namespace etalon {

inline mpfr_srcptr left(const Interval& x) { return &x.data()->left; }
inline mpfr_srcptr right(const Interval& x) { return &x.data()->right; }

/// An operand as MPFI's number, which itself stays a ball if it is one.
class Wide {
 public:
  explicit Wide(const Interval& x) {
    if (x.ball()) own_.emplace(x);
    at_ = own_ ? own_->data() : x.data();
  }
  operator mpfi_srcptr() const { return at_; }
  mpfi_srcptr operator->() const { return at_; }

 private:
  std::optional<Interval> own_;
  mpfi_srcptr at_;
};

}  // namespace etalon
