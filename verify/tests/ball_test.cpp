// Balls of doubles: on a million points for each function they hold what MPFI's intervals hold.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

#include "reference/number/ball.hpp"
#include "reference/number/elementary.hpp"

namespace etalon {
namespace {

constexpr int points = 1'000'000;

/// Doubles of every kind: any bits, subnormal and huge ones, integers, powers of two, near 1, and ordinary magnitudes.
class Points {
 public:
  explicit Points(double most) : most_(most) {}
  double operator()() {
    while (true)
      if (const double x = draw(); std::isfinite(x) && std::fabs(x) <= most_) return x;
  }
  std::uint64_t below(std::uint64_t n) { return bits_() % n; }

 private:
  double draw() {
    const double sign = below(2) == 0 ? 1 : -1;
    switch (below(10)) {
      case 0: return std::bit_cast<double>(bits_());
      case 1: return sign * static_cast<double>(below(12));
      case 2: return sign * std::ldexp(1.0, static_cast<int>(below(120)) - 60);
      case 3: return sign * (1 + std::ldexp(static_cast<double>(below(4096)) - 2048, -52));
      case 4: return sign * std::bit_cast<double>(below(std::uint64_t{1} << 52));
      case 5: return sign * std::bit_cast<double>(0x7fefffffffffffff - below(4));
      default: return sign * std::exp(static_cast<double>(below(20000)) / 1000 - 13);
    }
  }
  std::mt19937_64 bits_{20261129};
  double most_;
};

/// f as an Interval, or all numbers where it is undecided.
template <class F, class... X>
Interval value(F f, const X&... x) {
  try {
    return f(x...);
  } catch (const Undecided&) {
    return Interval::between(exactly(-INFINITY), exactly(INFINITY));
  }
}
bool holds(const Interval& ball, const Interval& fine) { return ball.is_nan() ? fine.is_nan() : ball.contains(fine); }

/// x, exactly or with a radius of a share of it.
Interval around(double x, double share) {
  return share == 0 ? exactly(x) : exactly(x) * Interval::between(1 - exactly(share), 1 + exactly(share));
}

/// f over balls holds f of their middles and ends, by MPFI; of ordinary points a ball has nearly all the bits of a double.
template <class F>
void holds_what_mpfi_holds(F f, double most = INFINITY, bool positive = false) {
  Points draw(most);
  int balls = 0, sharp = 0, ordinary = 0;
  for (int k = 0; k < points; ++k) {
    const double x = positive ? std::fabs(draw()) : draw();
    const double share = draw.below(2) == 0 ? 0 : std::ldexp(1.0, -static_cast<int>(draw.below(50)) - 4);
    Interval ball, given;
    {
      const Precision guard(Precision::hardware);
      given = around(x, share);
      ball = value(f, given);
      balls += ball.ball() != nullptr;
      if (share == 0 && x != 0 && std::fabs(x) > 1e-3 && std::fabs(x) < 10) {
        ++ordinary;
        sharp += ball.is_point() || (ball.width() <= power_of_two(-44) * ball.mignitude()).certainly();
      }
    }
    const Precision guard(128);
    ASSERT_TRUE(holds(ball, value(f, exactly(x)))) << std::hexfloat << x << " ± " << share;
    if (share == 0 || k % 8 != 0) continue;
    for (const Interval& end : {given.infimum(), given.supremum()}) ASSERT_TRUE(holds(ball, value(f, end))) << std::hexfloat << "at an end of " << x << " ± " << share;
  }
  EXPECT_GT(balls, points / 4);
  EXPECT_GT(sharp, 0.9 * ordinary);
}

/// The same of two operands, at their middles.
template <class F>
void holds_what_mpfi_holds_of_two(F f) {
  Points draw(INFINITY);
  int balls = 0;
  for (int k = 0; k < points; ++k) {
    const double x = draw(), y = draw();
    const double share = draw.below(2) == 0 ? 0 : std::ldexp(1.0, -static_cast<int>(draw.below(50)) - 4);
    Interval ball;
    {
      const Precision guard(Precision::hardware);
      ball = value(f, around(x, share), around(y, draw.below(2) == 0 ? 0 : share));
      balls += ball.ball() != nullptr;
    }
    const Precision guard(2200);  // sums of doubles are exact
    ASSERT_TRUE(holds(ball, value(f, exactly(x), exactly(y)))) << std::hexfloat << x << ", " << y << " ± " << share;
  }
  EXPECT_GT(balls, points / 2);
}

using I = const Interval&;

TEST(Balls, HoldSums) { holds_what_mpfi_holds_of_two([](I x, I y) { return x + y; }); }
TEST(Balls, HoldDifferences) { holds_what_mpfi_holds_of_two([](I x, I y) { return x - y; }); }
TEST(Balls, HoldProducts) { holds_what_mpfi_holds_of_two([](I x, I y) { return x * y; }); }
TEST(Balls, HoldQuotients) { holds_what_mpfi_holds_of_two([](I x, I y) { return y.is_zero() ? Interval(0) : x / y; }); }
TEST(Balls, HoldMaxima) { holds_what_mpfi_holds_of_two([](I x, I y) { return max(x, y) - min(x, y); }); }
TEST(Balls, HoldWhatCancels) { holds_what_mpfi_holds_of_two([](I x, I y) { return square(x + y) - square(x) - square(y); }); }
TEST(Balls, HoldRoots) { holds_what_mpfi_holds([](I x) { return sqrt(abs(x)); }); }
TEST(Balls, HoldExponentials) { holds_what_mpfi_holds([](I x) { return exp(x); }, 1e6); }
TEST(Balls, HoldExponentialsLessOne) { holds_what_mpfi_holds([](I x) { return expm1(x); }, 1e6); }
TEST(Balls, HoldLogarithms) { holds_what_mpfi_holds([](I x) { return log(x); }, INFINITY, true); }
TEST(Balls, HoldLogarithmsOfOneMore) { holds_what_mpfi_holds([](I x) { return log1p(x); }, INFINITY, true); }
TEST(Balls, HoldHyperbolicTangents) { holds_what_mpfi_holds([](I x) { return tanh(x); }, 1e6); }
TEST(Balls, HoldSines) { holds_what_mpfi_holds([](I x) { return sin(x); }, 1e6); }
TEST(Balls, HoldCosines) { holds_what_mpfi_holds([](I x) { return cos(x); }, 1e6); }
TEST(Balls, HoldArcTangents) { holds_what_mpfi_holds([](I x) { return atan(x); }); }
TEST(Balls, HoldErrorFunctions) { holds_what_mpfi_holds([](I x) { return erf(x); }, 100); }
TEST(Balls, HoldComplementaryErrorFunctions) { holds_what_mpfi_holds([](I x) { return erfc(x); }, 30); }

TEST(Balls, ExactResultsArePoints) {
  const Precision guard(Precision::hardware);
  EXPECT_TRUE((exactly(0.1) + exactly(0.2) - exactly(0.2) - exactly(0.1)).contains_zero());
  EXPECT_TRUE((Interval(3) * 7 == 21).certainly());
  EXPECT_TRUE((Interval(1) / 4 + Interval(3) / 4).is_point());
  EXPECT_TRUE(sqrt(Interval(49)).is_point());
  EXPECT_FALSE((Interval(1) / 3).is_point());
  EXPECT_TRUE(exp(Interval(0)).is_point());
  EXPECT_TRUE((exactly(0x1p-1074) * power_of_two(1074)).is_point());
  EXPECT_TRUE((Interval(1) / 3 == Interval(1) / 3).is_unknown());
  EXPECT_TRUE((Interval(1) / 3 < Interval(2) / 3).certainly());
}

TEST(Balls, GoBackToIntervalsWhereTheySayMore) {
  const Precision guard(Precision::hardware);
  const Interval around_zero = Interval(1) / 3 - Interval(1) / 3;
  EXPECT_NE(around_zero.ball(), nullptr);
  EXPECT_TRUE((square(around_zero) >= 0).certainly());
  EXPECT_TRUE((abs(around_zero) >= 0).certainly());
  EXPECT_TRUE((exactly(INFINITY) - 1).is_infinity(+1));
  EXPECT_TRUE((Interval(1) / 0).is_nan());
  EXPECT_EQ((Interval::hull(Interval(0), Interval(1)) + exactly(INFINITY)).ball(), nullptr);
  EXPECT_EQ(Interval::hull(Interval(0), Interval(1)).ball(), nullptr);
  EXPECT_TRUE(exp(-power_of_two(70)).is_finite());
  EXPECT_NE((exp(Interval(1)) + exp(-power_of_two(50))).ball(), nullptr);
}

TEST(Balls, HaveNoRadiusBeyondAllUse) {
  EXPECT_FALSE(Ball::of(0, 0x1p+1023, 0).is_some());
  EXPECT_FALSE(Ball::of(1, 0x1p+300, 0).is_some());
  EXPECT_TRUE(Ball::of(0, 0x1p+150, 7).is_some());
  EXPECT_FALSE(Ball::of(0, 0x1p+150, 7).is_exact());
}

TEST(Balls, OutliveTheirGuard) {
  Interval third, large;
  {
    const Precision guard(Precision::hardware);
    third = Interval(1) / 3, large = exp(Interval(100000));
  }
  const Precision guard(128);
  EXPECT_TRUE(third.contains(Interval(1) / 3));
  EXPECT_TRUE((3 * third).contains(Interval(1)));
  EXPECT_TRUE(large.overlaps(exp(Interval(100000))));
  EXPECT_TRUE((third.width() <= power_of_two(-52)).certainly());
}

}  // namespace
}  // namespace etalon
