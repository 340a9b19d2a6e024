#pragma once
#include <optional>
#include <string>
#include <vector>

#include "reference/number/interval.hpp"

namespace etalon {

/// A binary floating-point format that fits into a double.
struct Format {
  std::string name;
  int precision;     ///< significant bits, the hidden one included
  int min_exponent;  ///< of the smallest normal number 2^min_exponent
  int max_exponent;  ///< of the largest finite number's leading bit
  bool flushes = false;  ///< arithmetic takes subnormal numbers for zero, and gives zero for them


  double unit_roundoff() const;   ///< u = 2^−precision
  double spacing_at_zero() const; ///< η, the smallest subnormal; the smallest normal number where those are flushed
  double smallest_normal() const;
  double largest() const;
  bool holds(double value) const; ///< is it exactly one of the format's values?

  static const std::vector<Format>& all();
  /// By name ("float64", "float32", "float16", "bfloat16", "tf32"); null when there is none.
  static const Format* find(const std::string& name);
  /// The same format with arithmetic that flushes.
  const Format& flushing() const;
};

/// The exact value correctly rounded (to nearest, ties to even; subnormals and overflow included), or nothing while the
/// enclosure still holds two candidates.
std::optional<double> round_to(const Interval& x, const Format& format);
/// A double rounded to the format.
double round_to(double x, const Format& format);

}  // namespace etalon
