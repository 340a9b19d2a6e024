#pragma once
#include "reference/number/lifted.hpp"

namespace etalon {

/// Forward-mode derivative: x + x′ε with ε² = 0. T may itself be lifted, for higher derivatives.
template <class T>
class Dual {
 public:
  using Scalar = T;
  Dual() = default;
  Dual(int constant) : value_(constant), tangent_(0) {}            // NOLINT
  Dual(double constant) : value_(constant), tangent_(0) {}         // NOLINT
  Dual(std::int64_t constant) : value_(constant), tangent_(0) {}   // NOLINT
  explicit Dual(T value, T tangent = 0) : value_(std::move(value)), tangent_(std::move(tangent)) {}

  const T& value() const { return value_; }
  const T& tangent() const { return tangent_; }

  static Dual chain(T y, const Dual& a, const T& slope) { return Dual(std::move(y), slope * a.tangent_); }
  static Dual chain(T y, const Dual& a, const T& slope_a, const Dual& b, const T& slope_b) {
    return Dual(std::move(y), slope_a * a.tangent_ + slope_b * b.tangent_);
  }

 private:
  T value_ = 0;
  T tangent_ = 0;
};

}  // namespace etalon
