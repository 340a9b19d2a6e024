#pragma once
#include <string>

#include "reference/number/interval.hpp"

namespace etalon {

/// A real number as somebody wrote it, of any length: decimal "0.1", hexadecimal "0x1.8p-3", fraction "1/3", "inf", "nan".
/// It means exactly what it says; enclose() is tight at every precision.
class Literal {
 public:
  Literal() = default;
  explicit Literal(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }

  /// Throws std::invalid_argument, naming the text, when it is no number.
  Interval enclose() const;

 private:
  std::string text_ = "0";
};

/// The shortest enclosure that can be read back: hexadecimal text that is exactly this double ("-0x1.8p+0", "inf", "nan").
std::string hex_text(double value);
/// Reads what hex_text or a person wrote; false when it is no number or not exactly a double.
bool parse_double(const std::string& text, double& value);

/// The digits that the enclosure proves, at most `digits` of them, correctly rounded: "1.0006931e+03" style for large
/// and small magnitudes, plain decimals otherwise. When fewer are proved, what is known follows as "±".
std::string decimal_text(const Interval& x, int digits);
/// Midpoint and radius, decimal, radius rounded up so that the ball contains the interval.
struct BallText {
  std::string middle;
  std::string radius;
};
BallText ball_text(const Interval& x, int digits);

}  // namespace etalon
