#pragma once
#include "reference/number/format.hpp"

namespace etalon {

/// While it lives, a running error of this thread is that of a product unit: the factors of products are rounded to the format, those
/// that it holds already excepted, and nothing else is. In units of the format's u, for T of the points that formulas are given.
class FactorErrors {
 public:
  explicit FactorErrors(const Format& format);
  ~FactorErrors();
  FactorErrors(const FactorErrors&) = delete;
  FactorErrors& operator=(const FactorErrors&) = delete;

  /// Does one live in this thread?
  static bool are_counted();

 private:
  const Format* outer_;
};

}  // namespace etalon
