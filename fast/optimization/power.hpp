#pragma once
#include <cmath>
#include <cstdint>

namespace etalon::fast::optimization {

/// y·xᵖ for 0 ≤ x ≤ 1; by halves where the power vanishes, and y is large.
inline double multiple_of_power(double y, double x, double p) {
  const double power = std::pow(x, p);
  return power > 1e-290 ? y * power : y * std::pow(x, p / 2) * std::pow(x, p / 2);
}
/// y·xᵗ, t in two parts that doubles are: no exponent is rounded.
inline double multiple_of_power(double y, double x, std::int64_t t) {
  const std::int64_t low = t & 0xffffffff;
  y = multiple_of_power(y, x, static_cast<double>(low));
  return t == low ? y : multiple_of_power(y, x, static_cast<double>(t - low));
}

}  // namespace etalon::fast::optimization
