#pragma once
#include <cstdint>
#include <vector>

#include "reference/number/interval.hpp"

/// Sums over the entries of a lane, for laws.
namespace etalon::verify {

inline Interval sum(const std::vector<Interval>& x) {
  Interval total = 0;
  for (const Interval& entry : x) total += entry;
  return total;
}
/// Σ |xᵢ|, beside which sums that cancel agree.
inline Interval sum_of_sizes(const std::vector<Interval>& x) {
  Interval total = 0;
  for (const Interval& entry : x) total += abs(entry);
  return total;
}
inline Interval dot(const std::vector<Interval>& x, const std::vector<Interval>& y) {
  Interval total = 0;
  for (std::size_t i = 0; i < x.size(); ++i) total += x[i] * y[i];
  return total;
}
inline Interval mean(const std::vector<Interval>& x) { return sum(x) / static_cast<std::int64_t>(x.size()); }
/// Biased: divided by the number of entries.
inline Interval variance(std::vector<Interval> x) {
  const Interval middle = mean(x);
  for (Interval& entry : x) entry = square(entry - middle);
  return mean(x);
}

}  // namespace etalon::verify
