#include "reference/number/numbers.hpp"

#include <algorithm>

#include "reference/number/factors.hpp"

namespace etalon {
namespace {

template <class... X>
bool in_balls(const X&... numbers) {
  return Precision::in_hardware() && (... && numbers.ball());
}
bool says_enough(const Ball& x) { return (x.is_narrow() || x.is_zero()) && ball::in_reach(x); }
/// |slope|·error, not normalised.
Ball passed_on(const Ball& slope, const Ball& error) {
  if (slope.is_zero() || error.is_zero()) return {};
  if (!says_enough(slope) || !says_enough(error)) return Ball::none();
  if (slope.is_exact() && std::fabs(slope.middle) == 1) return {error.middle, error.radius, slope.exponent + error.exponent};
  const double s = std::fabs(slope.middle), product = s * error.middle;
  return {product, s * error.radius + error.middle * slope.radius + slope.radius * error.radius + product * ball::half_unit, slope.exponent + error.exponent};
}
/// |y| and what is passed on, none below 0: nothing cancels, so that a bound relative to the sum holds all roundings.
Ball total(const Ball& a, const Ball& b, const Ball& y) {
  if (a.is_zero() && b.is_zero()) return abs(y);
  if (!a.is_some() || !b.is_some() || !says_enough(y)) return Ball::none();
  const auto place = [](const Ball& term) { return term.is_zero() ? -ball::most_exponent * 2 : term.exponent; };
  const std::int64_t of_a = place(a), of_b = place(b), of_y = place(y), exponent = std::max(std::max(of_a, of_b), of_y);
  const auto unit = [&](std::int64_t of) { return ball::two_to(std::max<std::int64_t>(of - exponent, -900)); };  // of one that is smaller still, more than there is of it
  const double in_a = unit(of_a), in_b = unit(of_b), in_y = unit(of_y);
  const double sum = a.middle * in_a + b.middle * in_b + std::fabs(y.middle) * in_y, radius = a.radius * in_a + b.radius * in_b + y.radius * in_y;
  return Ball::of(sum, (radius + ball::least_radius + 3 * sum * ball::half_unit) * ball::slack, exponent);  // what is lost below the range of doubles is less than a least radius
}

/// What rounding x to the format may cost, in units of it: nothing where the format holds it.
Interval factor_error(const Interval& x, const Format& format) {
  if (x.is_point()) {
    const double point = x.upper_double();
    if ((exactly(point) == x).certainly() && format.holds(point)) return 0;
  }
  return max(x.magnitude(), exactly(format.smallest_normal()));
}
bool are_same(const Interval& a, const Interval& b) { return a.infimum().contains(b.infimum()) && a.supremum().contains(b.supremum()); }

constinit thread_local const Format* factors_rounded_to = nullptr;

}  // namespace

FactorErrors::FactorErrors(const Format& format) : outer_(factors_rounded_to) { factors_rounded_to = &format; }
FactorErrors::~FactorErrors() { factors_rounded_to = outer_; }
bool FactorErrors::are_counted() { return factors_rounded_to != nullptr; }

template <>
RunningError<Interval> RunningError<Interval>::chain(Interval y, const RunningError& a, const Interval& slope) {
  if (const Format* format = factors_rounded_to) {
    const bool is_square = are_same(slope, 2 * a.value_) && are_same(y, square(a.value_));
    Interval error = abs(slope) * (is_square ? a.error_ + factor_error(a.value_, *format) : a.error_);
    return RunningError(std::move(y), std::move(error));
  }
  if (in_balls(y, slope, a.error_))
    if (const Ball error = total(passed_on(*slope.ball(), *a.error_.ball()), {}, *y.ball()); error.is_some()) return RunningError(std::move(y), Interval(error));
  Interval error = abs(slope) * a.error_ + abs(y);
  return RunningError(std::move(y), std::move(error));
}
template <>
RunningError<Interval> RunningError<Interval>::chain(Interval y, const RunningError& a, const Interval& slope_a, const RunningError& b, const Interval& slope_b) {
  if (const Format* format = factors_rounded_to) {
    const bool is_product = &slope_a == &b.value_ && &slope_b == &a.value_;  // of nothing else is each operand the other's slope
    if (!is_product) {
      Interval error = abs(slope_a) * a.error_ + abs(slope_b) * b.error_;
      return RunningError(std::move(y), std::move(error));
    }
    const Interval of_a = a.error_ + factor_error(a.value_, *format), of_b = b.error_ + factor_error(b.value_, *format);
    Interval error = abs(slope_a) * of_a + abs(slope_b) * of_b + exactly(format->unit_roundoff()) * of_a * of_b;
    return RunningError(std::move(y), std::move(error));
  }
  if (in_balls(y, slope_a, a.error_, slope_b, b.error_))
    if (const Ball error = total(passed_on(*slope_a.ball(), *a.error_.ball()), passed_on(*slope_b.ball(), *b.error_.ball()), *y.ball()); error.is_some())
      return RunningError(std::move(y), Interval(error));
  Interval error = abs(slope_a) * a.error_ + abs(slope_b) * b.error_ + abs(y);
  return RunningError(std::move(y), std::move(error));
}

template class Dual<Interval>;
template class Variable<Interval>;
template class RunningError<Interval>;
template Values<Interval> detail::values_of<Interval>(std::span<const detail::MemberRef>);
template void detail::fill<Interval>(std::span<const detail::MemberRef>, Values<Interval>&);
template Inputs detail::view_of<Interval>(std::span<const detail::MemberRef>);
template Values<Variable<Interval>> detail::values_of<Variable<Interval>>(std::span<const detail::MemberRef>);
template void detail::fill<Variable<Interval>>(std::span<const detail::MemberRef>, Values<Variable<Interval>>&);
template Inputs detail::view_of<Variable<Interval>>(std::span<const detail::MemberRef>);
template Values<Dual<Interval>> detail::values_of<Dual<Interval>>(std::span<const detail::MemberRef>);
template void detail::fill<Dual<Interval>>(std::span<const detail::MemberRef>, Values<Dual<Interval>>&);
template Inputs detail::view_of<Dual<Interval>>(std::span<const detail::MemberRef>);
template Values<RunningError<Interval>> detail::values_of<RunningError<Interval>>(std::span<const detail::MemberRef>);
template void detail::fill<RunningError<Interval>>(std::span<const detail::MemberRef>, Values<RunningError<Interval>>&);
template Inputs detail::view_of<RunningError<Interval>>(std::span<const detail::MemberRef>);
}  // namespace etalon
template class std::vector<etalon::Interval>;
template struct etalon::Tensor<etalon::Interval>;
template class std::vector<etalon::Tensor<etalon::Interval>>;
template class std::vector<etalon::Value<etalon::Interval>>;
template class std::vector<etalon::Variable<etalon::Interval>>;
template struct etalon::Tensor<etalon::Variable<etalon::Interval>>;
template class std::vector<etalon::Tensor<etalon::Variable<etalon::Interval>>>;
template class std::vector<etalon::Value<etalon::Variable<etalon::Interval>>>;
template class std::vector<etalon::Dual<etalon::Interval>>;
template struct etalon::Tensor<etalon::Dual<etalon::Interval>>;
template class std::vector<etalon::Tensor<etalon::Dual<etalon::Interval>>>;
template class std::vector<etalon::Value<etalon::Dual<etalon::Interval>>>;
template class std::vector<etalon::RunningError<etalon::Interval>>;
template struct etalon::Tensor<etalon::RunningError<etalon::Interval>>;
template class std::vector<etalon::Tensor<etalon::RunningError<etalon::Interval>>>;
template class std::vector<etalon::Value<etalon::RunningError<etalon::Interval>>>;
