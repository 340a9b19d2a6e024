#include "reference/number/inner_product.hpp"

#include <cmath>
#include <optional>

#include "reference/number/emulation.hpp"
#include "reference/number/factors.hpp"
#include "reference/number/products.hpp"

namespace etalon {
namespace {

/// A ball by doubles, of an exponent with which products, and those of a radius, stay in the normal range.
struct Plain {
  double middle, radius;
};
std::optional<Plain> plain(const Interval& x) {
  const Ball* ball = x.ball();
  if (!ball || std::abs(ball->exponent) > 250 || !(ball->radius == 0 || (0x1p-400 < ball->radius && ball->radius < 1))) return std::nullopt;
  const double scale = ball::two_to(ball->exponent);
  return Plain{ball->middle * scale, ball->radius * scale};
}

/// A number by its middle, and by how much the exact one may be off: every rounding is counted as it happens, so that exact sums stay exact.
struct Sum {
  double middle = 0, radius = 0;

  void add(double x, double off) {
    const double sum = middle + x, part = sum - middle;
    radius += off + std::fabs((middle - (sum - part)) + (x - part));  // Knuth 1969
    middle = sum;
  }
};
/// aₖbₖ.
Sum product(const Plain& a, const Plain& b) {
  const double p = a.middle * b.middle;
  return {p, std::fabs(a.middle) * b.radius + a.radius * (std::fabs(b.middle) + b.radius) + std::fabs(std::fma(a.middle, b.middle, -p))};
}

/// Radii are sums of n terms above 0 with at most eight roundings each; nothing where it says too little.
std::optional<Interval> enclosure_of(double middle, double radius, std::int64_t n) {
  const Ball ball = Ball::of(middle, radius * (1 + static_cast<double>(n + 16) * 0x1p-52), 0);
  return ball.is_some() && (ball.is_exact() || ball.is_narrow()) ? std::optional(Interval(ball)) : std::nullopt;
}

constexpr std::int64_t most_terms = std::int64_t{1} << 40;

std::optional<Interval> in_doubles(std::int64_t n, Strided<Interval> a, Strided<Interval> b) {
  Sum sum;
  for (std::int64_t k = 0; k < n; ++k) {
    const auto x = plain(a[k]), y = plain(b[k]);
    if (!x || !y) return std::nullopt;
    const Sum p = product(*x, *y);
    sum.add(p.middle, p.radius);
  }
  return enclosure_of(sum.middle, sum.radius, n);
}

/// The error of a product passes on its factors' and adds |p|, each partial sum s adds |s|: no number below 0, so that roundings are a share
/// of the total. What a slope is off by changes it as well.
std::optional<RunningError<Interval>> in_doubles(std::int64_t n, Strided<RunningError<Interval>> a, Strided<RunningError<Interval>> b) {
  Sum sum;
  double error = 0, off = 0;
  for (std::int64_t k = 0; k < n; ++k) {
    const auto x = plain(a[k].value()), y = plain(b[k].value()), of_x = plain(a[k].error()), of_y = plain(b[k].error());
    if (!x || !y || !of_x || !of_y) return std::nullopt;
    const Sum p = product(*x, *y);
    sum.add(p.middle, p.radius);
    error += std::fabs(y->middle) * of_x->middle + std::fabs(x->middle) * of_y->middle + std::fabs(p.middle) + std::fabs(sum.middle);
    off += (std::fabs(y->middle) + y->radius) * of_x->radius + y->radius * of_x->middle + (std::fabs(x->middle) + x->radius) * of_y->radius + x->radius * of_y->middle + p.radius + sum.radius;
  }
  auto value = enclosure_of(sum.middle, sum.radius, n);
  auto running = enclosure_of(error, off + error * static_cast<double>(n + 16) * 0x1p-52, n);
  if (!value || !running) return std::nullopt;
  return RunningError<Interval>(std::move(*value), std::move(*running));
}

/// Formats are emulated, and factors' errors counted, step by step.
template <class T>
std::optional<T> if_in_hardware(std::int64_t n, Strided<T> a, Strided<T> b) {
  if (!Precision::in_hardware() || Emulation::current() || FactorErrors::are_counted() || n > most_terms) return std::nullopt;
  count_products(static_cast<std::uint64_t>(n));
  return in_doubles(n, a, b);
}

}  // namespace

std::optional<Interval> detail::product_in_hardware(std::int64_t n, Strided<Interval> a, Strided<Interval> b) { return if_in_hardware(n, a, b); }
std::optional<RunningError<Interval>> detail::product_in_hardware(std::int64_t n, Strided<RunningError<Interval>> a, Strided<RunningError<Interval>> b) {
  return if_in_hardware(n, a, b);
}

}  // namespace etalon
