// Products and running errors in hardware hold what MPFI's numbers are, of the same steps.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "reference/number/inner_product.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
namespace {

/// Doubles with an enclosure around some: ordinary ones, integers, zeros, far apart, and some that no sum of doubles takes.
class Draw {
 public:
  struct Number {
    double middle, share, size = std::fabs(middle);
  };
  Number operator()() {
    const double sign = below(2) == 0 ? 1 : -1, share = below(3) == 0 ? std::ldexp(1.0, -static_cast<int>(below(40)) - 4) : 0;
    switch (below(12)) {
      case 0: return {0, 0};
      case 1: return {sign * static_cast<double>(below(9)), 0};
      case 2: return {sign * std::ldexp(1.0, static_cast<int>(below(400)) - 200), share};
      case 3: return {sign * std::ldexp(1.0, static_cast<int>(below(2000)) - 1000), share};
      case 4: return {sign * std::ldexp(1.0, static_cast<int>(below(2)) * -1060), 0};
      default: return {sign * static_cast<float>(std::exp(static_cast<double>(below(8000)) / 1000 - 4)), share};
    }
  }
  /// A point of the enclosure, as often as not near an end.
  Number point_in(Number x) {
    x.middle += x.middle * 0.9 * x.share * (static_cast<double>(below(3)) - 1);
    x.share = 0;
    return x;
  }
  std::uint64_t below(std::uint64_t n) { return bits_() % n; }

 private:
  std::mt19937_64 bits_{20261130};
};

Interval around(const Draw::Number& x) {
  return x.share == 0 ? exactly(x.middle) : exactly(x.middle) * Interval::between(1 - exactly(x.share), 1 + exactly(x.share));
}
RunningError<Interval> with_error(const Draw::Number& x) { return RunningError<Interval>(around(x), exactly(x.size)); }

template <class T, class Make>
T sum_of(const std::vector<Draw::Number>& a, const std::vector<Draw::Number>& b, Make make) {
  std::vector<T> x, y;
  for (std::size_t k = 0; k < a.size(); ++k) x.push_back(make(a[k])), y.push_back(make(b[k]));
  return inner_product<T>(std::ssize(x), {x.data()}, {y.data()});
}

TEST(InnerProduct, HoldsWhatMpfiHolds) {
  Draw draw;
  int balls = 0, points = 0, sums = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::size_t n = draw.below(24);
    std::vector<Draw::Number> a, b;
    for (std::size_t k = 0; k < n; ++k) a.push_back(draw()), b.push_back(draw());
    Interval value;
    RunningError<Interval> running;
    {
      const Precision guard(Precision::hardware);
      value = sum_of<Interval>(a, b, around);
      running = sum_of<RunningError<Interval>>(a, b, with_error);
    }
    for (Draw::Number& x : a) x = draw.point_in(x);
    for (Draw::Number& x : b) x = draw.point_in(x);
    const Precision guard(6000);
    const Interval exact = sum_of<Interval>(a, b, around);
    ASSERT_TRUE(value.contains(exact)) << i;
    const auto fine = sum_of<RunningError<Interval>>(a, b, with_error);
    ASSERT_TRUE(running.value().contains(fine.value())) << i;
    ASSERT_TRUE(running.error().contains(fine.error())) << i;
    ++sums;
    balls += value.ball() && running.error().ball();
    points += value.is_point();
  }
  EXPECT_GT(balls, sums / 2);
  EXPECT_GT(points, 100);
}

TEST(InnerProduct, OfIntegersIsExact) {
  Draw draw;
  for (int i = 0; i < 2000; ++i) {
    std::vector<Draw::Number> a, b;
    std::int64_t exact = 0;
    for (std::uint64_t k = draw.below(100); k > 0; --k) {
      const auto x = static_cast<std::int64_t>(draw.below(2001)) - 1000, y = static_cast<std::int64_t>(draw.below(2001)) - 1000;
      a.push_back({static_cast<double>(x), 0}), b.push_back({static_cast<double>(y), 0});
      exact += x * y;
    }
    const Precision guard(Precision::hardware);
    const Interval sum = sum_of<Interval>(a, b, around);
    ASSERT_TRUE(sum.is_point());
    ASSERT_TRUE((sum == Interval(exact)).certainly());
  }
}

TEST(RunningErrors, HoldWhatMpfiHolds) {
  Draw draw;
  using R = RunningError<Interval>;
  const auto formula = [](const R& x, const R& y) { return x * y + x - y / (1 + square(x)) + exp(y / (2 + abs(y))) * sqrt(1 + y * y); };
  for (int i = 0; i < 20000; ++i) {
    const Draw::Number a = draw(), b = draw();
    R rough;
    {
      const Precision guard(Precision::hardware);
      rough = formula(with_error(a), with_error(b));
    }
    const Precision guard(3000);
    const R fine = formula(with_error(draw.point_in(a)), with_error(draw.point_in(b)));
    ASSERT_TRUE(rough.value().contains(fine.value()) || rough.value().is_nan()) << a.middle << " " << b.middle;
    ASSERT_TRUE(rough.error().contains(fine.error()) || rough.error().is_nan()) << a.middle << " " << b.middle;
  }
}

}  // namespace
}  // namespace etalon
