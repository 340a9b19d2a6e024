#pragma once
#include "reference/number/lifted.hpp"

namespace etalon {

/// Wilkinson's running error analysis: what the formula, evaluated as written with unit roundoff u, can be off by, in units
/// of u and to first order. Every operation passes on its operands' errors through its slopes and adds its own |result|.
/// A data input starts with an error of its own last bit, |x|, so that T includes every inherent unit; others are exact.
template <class T>
class RunningError : public Arithmetic<RunningError<T>> {
 public:
  using Scalar = T;
  RunningError() = default;
  template <std::integral I> RunningError(I constant) : value_(constant) {}  // NOLINT
  template <std::floating_point F> RunningError(F) = delete;  // a floating literal is not exact: write a quotient of integers, T(1) / 10
  explicit RunningError(const Interval& constant) requires(!std::same_as<T, Interval>) : value_(constant) {}
  explicit RunningError(T value, T error = 0) : value_(std::move(value)), error_(std::move(error)) {}

  const T& value() const { return value_; }
  const T& error() const { return error_; }

  static RunningError chain(T y, const RunningError& a, const T& slope) {
    RunningError r(std::move(y));
    r.error_ = abs(slope) * a.error_ + abs(r.value_);
    return r;
  }
  static RunningError chain(T y, const RunningError& a, const T& slope_a, const RunningError& b, const T& slope_b) {
    RunningError r(std::move(y));
    r.error_ = abs(slope_a) * a.error_ + abs(slope_b) * b.error_ + abs(r.value_);
    return r;
  }

 private:
  T value_ = 0;
  T error_ = 0;
};

// Over enclosures without a temporary for each product, where the guard computes with balls.
template <> RunningError<Interval> RunningError<Interval>::chain(Interval y, const RunningError& a, const Interval& slope);
template <> RunningError<Interval> RunningError<Interval>::chain(Interval y, const RunningError& a, const Interval& slope_a, const RunningError& b, const Interval& slope_b);

}  // namespace etalon
