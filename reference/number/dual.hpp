#pragma once
#include "reference/number/lifted.hpp"

namespace etalon {

/// Forward-mode derivative: x + x′ε with ε² = 0. T may itself be lifted, for higher derivatives.
template <class T>
class Dual : public Arithmetic<Dual<T>> {
 public:
  using Scalar = T;
  Dual() = default;
  template <std::integral I> Dual(I constant) : value_(constant) {}  // NOLINT
  template <std::floating_point F> Dual(F) = delete;  // a floating literal is not exact: write a quotient of integers, T(1) / 10
  explicit Dual(const Interval& constant) requires(!std::same_as<T, Interval>) : value_(constant) {}
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
