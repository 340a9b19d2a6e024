// Intervals, derivatives, running errors, formats and exact reading and printing.
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <thread>

#include "reference/number/certify.hpp"
#include "reference/number/format.hpp"
#include "reference/number/literal.hpp"
#include "reference/contract/nn/log_sum_exp.hpp"
#include "reference/number/numbers.hpp"
#include "reference/number/real.hpp"

namespace etalon {
namespace {

// Integers of every type are exact constants; a floating value compiles nowhere.
template <class T, class C>
concept Mixes = std::convertible_to<C, T> && requires(T x, C c) {
  x = c, T(c), x + c, c + x, x - c, c - x, x * c, c * x, x / c, c / x, x += c, x -= c, x *= c, x /= c;
  x < c, c < x, x <= c, c <= x, x > c, c > x, x >= c, c >= x, x == c, c == x, x != c, c != x;
  max(x, c), min(c, x);
};
template <class T, class C>
concept MixesAnywhere = std::convertible_to<C, T> || std::constructible_from<T, C> || requires(T x, C c) { x = c; } || requires(T x, C c) { x + c; } ||
    requires(T x, C c) { c * x; } || requires(T x, C c) { x / c; } || requires(T x, C c) { x -= c; } || requires(T x, C c) { x < c; } ||
    requires(T x, C c) { c >= x; } || requires(T x, C c) { x == c; } || requires(T x, C c) { max(x, c); } || requires(T x, C c) { min(c, x); } ||
    requires(T x, C c) { pow(x, c); };
template <class... T>
constexpr bool integers_alone = ((Mixes<T, int> && Mixes<T, unsigned> && Mixes<T, long> && Mixes<T, long long> && Mixes<T, std::size_t> && Mixes<T, std::int8_t> &&
                                  !MixesAnywhere<T, float> && !MixesAnywhere<T, double> && !MixesAnywhere<T, long double>) && ...);
static_assert(integers_alone<Interval, Variable<Interval>, Dual<Interval>, RunningError<Interval>>);
static_assert(integers_alone<Variable<Variable<Interval>>, Variable<Dual<Interval>>, Variable<RunningError<Interval>>, Dual<Dual<Interval>>>);

TEST(Interval, TakesEveryIntegerExactly) {
  Precision guard(128);
  EXPECT_TRUE((Interval(INT64_MIN) == -power_of_two(63)).certainly());
  EXPECT_TRUE((Interval(UINT64_MAX) == power_of_two(64) - 1).certainly());
  EXPECT_TRUE((Variable<Interval>(-1LL) == -1).certainly());
  EXPECT_TRUE((exactly(0.5) * 2u == 1).certainly());
  EXPECT_TRUE(exactly(-INFINITY).is_infinity(-1) && exactly(NAN).is_nan());
}

TEST(Interval, ComparesThreeValued) {
  Precision guard(128);
  const Interval a = Interval::hull(Interval(1), Interval(2)), b = Interval::hull(Interval(2), Interval(3)), c = 5;
  EXPECT_TRUE((a < c).certainly());
  EXPECT_TRUE((c < a).certainly_not());
  EXPECT_TRUE((a < b).is_unknown());
  EXPECT_TRUE((a <= b).certainly());
  EXPECT_TRUE((a == b).is_unknown());
  EXPECT_THROW(static_cast<bool>(a < b), Undecided);
  EXPECT_TRUE((Interval(2) == Interval(2)).certainly());
  EXPECT_TRUE((exactly(NAN) < c).certainly_not());
  EXPECT_TRUE(((a < b) || (a < c)).certainly());
  EXPECT_TRUE(((a < b) && (c < a)).certainly_not());
}

TEST(Interval, RoundsOutwardsAndContainsTheTruth) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 500; ++i) {
    const double x = std::ldexp(static_cast<double>(random()), -60 - static_cast<int>(random() % 8)), y = std::ldexp(static_cast<double>(random()), -62);
    Interval coarse, fine;
    const auto formula = [&] { return log(exactly(x) + exp(exactly(y))) * sqrt(exactly(x)) / (1 + square(exactly(y))) - tanh(exactly(x)) + sin(exactly(y)) * cos(exactly(x)); };
    {
      Precision guard(64);
      coarse = formula();
    }
    {
      Precision guard(256);
      fine = formula();
    }
    EXPECT_TRUE(coarse.contains(fine));
    EXPECT_FALSE(fine.is_point());
  }
}

TEST(Interval, HandlesTheEdges) {
  Precision guard(64);
  EXPECT_TRUE(exp(exactly(-INFINITY)).is_zero());
  EXPECT_TRUE(log(Interval(0)).is_infinity(-1));
  EXPECT_TRUE(log(Interval(-1)).is_nan());
  EXPECT_TRUE(sqrt(Interval(-1)).is_nan());
  EXPECT_TRUE((Interval(1) / Interval(0)).is_nan());
  EXPECT_THROW(log(Interval::hull(Interval(-1), Interval(1))), Undecided);
  EXPECT_TRUE(pow(Interval(-3), 3).is_point());
  EXPECT_TRUE((pow(Interval(2), -2) == exactly(0.25)).certainly());
  EXPECT_GE(pow(Interval::hull(Interval(-2), Interval(1)), 2).lower_double(), 0);
  EXPECT_TRUE((max(Interval(1), Interval(3)) == Interval(3)).certainly());
}

TEST(Precision, LeavesBoostAndMpfrAsTheyWere) {
  const unsigned before = Real::thread_default_precision();
  const auto lowest = mpfr_get_emin(), highest = mpfr_get_emax();
  Real::thread_default_precision(60);
  {
    Precision guard(1000);
    EXPECT_GT(Real::thread_default_precision(), 300u);
    EXPECT_EQ(mpfr_get_emax(), mpfr_get_emax_max());
  }
  EXPECT_EQ(Real::thread_default_precision(), 60u);
  EXPECT_EQ(mpfr_get_emin(), lowest);
  EXPECT_EQ(mpfr_get_emax(), highest);
  Real::thread_default_precision(before);
}

TEST(Precision, IsThatOfEveryInterval) {
  const auto bits = [](const Interval& x) { return static_cast<int>(mpfi_get_prec(x.data())); };
  EXPECT_EQ(bits(Interval()), Precision::unguarded);
  const Interval wide = [] { Precision guard(1001); return Interval(1) / 3; }();
  EXPECT_EQ(bits(wide), 1001);
  Precision guard(77);
  EXPECT_EQ(bits(wide + 1), 77);
  Interval copy = 5;
  copy = wide;
  EXPECT_EQ(bits(copy), 1001) << "a copy is what it copies";
  Interval moved = std::move(copy);
  copy = moved;
  EXPECT_TRUE((copy - wide).contains_zero());
}

TEST(Precision, IsNestedAndPerThread) {
  Precision outer(128);
  {
    Precision inner(1000);
    EXPECT_EQ(Precision::bits(), 1000);
    EXPECT_GE(mpfi_get_prec(Interval(1).data()), 1000u);
    std::thread([] { EXPECT_EQ(Precision::bits(), Precision::unguarded); Precision guard(70); EXPECT_GE(mpfi_get_prec(Interval(1).data()), 70u); }).join();
    EXPECT_EQ(Precision::bits(), 1000);
  }
  EXPECT_EQ(Precision::bits(), 128);
  EXPECT_LT(mpfi_get_prec(Interval(1).data()), 200u);
}

TEST(Precision, NumbersMayEndInAnotherThread) {
  for (const unsigned bits : {64u, 128u, 700u, 4096u, 9000u}) {  // limbs of pooled sizes and of others
    Precision guard(bits);
    std::vector<Interval> made;
    std::thread([&] {
      Precision inner(bits);
      for (int k = 1; k < 2000; ++k) made.push_back(Interval(1) / k);
    }).join();
    Interval sum;
    for (int k = 1; k < 2000; ++k) {
      mpfi_round_prec(made[static_cast<std::size_t>(k - 1)].data(), static_cast<mpfr_prec_t>(k % 2 ? 2 * bits : bits / 2));
      sum += made[static_cast<std::size_t>(k - 1)] * k;
    }
    EXPECT_TRUE((sum - 1999).contains_zero());
    std::thread([last = std::move(made)]() mutable { last.clear(); }).join();
  }
}

/// f(x, y) = log(x² + y) · exp(−x/y) + max(x, y)·tanh(y) − √y · |x| + sin x · cos y
template <class T>
T sample(const T& x, const T& y) {
  return log(square(x) + y) * exp(-x / y) + max(x, y) * tanh(y) - sqrt(y) * abs(x) + sin(x) * cos(y) + pow(x, 3);
}

TEST(Derivatives, ModesAgreeWithEachOtherAndWithDifferences) {
  Precision guard(1024);
  const Interval x = Interval(7) / 5, y = Interval(9) / 4;
  Tape<Interval> tape;
  const auto vx = Variable<Interval>::independent(x), vy = Variable<Interval>::independent(y);
  const auto adjoint = tape.adjoints({{sample(vx, vy).node(), Interval(1)}});
  const Interval dx = sample(Dual<Interval>(x, 1), Dual<Interval>(y)).tangent(), dy = sample(Dual<Interval>(x), Dual<Interval>(y, 1)).tangent();
  EXPECT_TRUE(adjoint[static_cast<std::size_t>(vx.node())].overlaps(dx));
  EXPECT_TRUE(adjoint[static_cast<std::size_t>(vy.node())].overlaps(dy));
  const Interval h = power_of_two(-300);
  EXPECT_LT(abs((sample(x + h, y) - sample(x - h, y)) / (2 * h) - dx).upper_double(), 1e-170);
  EXPECT_LT(abs((sample(x, y + h) - sample(x, y - h)) / (2 * h) - dy).upper_double(), 1e-170);
  EXPECT_LT(dx.width().upper_double(), 1e-290);
}

TEST(Derivatives, NestForHigherOrders) {
  Precision guard(256);
  using Second = Dual<Dual<Interval>>;
  const Second x(Dual<Interval>(Interval(2), 1), Dual<Interval>(Interval(1), 0));
  const Second y = x * x * x;
  EXPECT_TRUE((y.tangent().tangent() == Interval(12)).certainly());  // (x³)″ = 6x
}

TEST(Derivatives, AreSetsAtKinks) {
  Precision guard(64);
  const auto at_tie = max(Dual<Interval>(Interval(1), 1), Dual<Interval>(Interval(1), 0)).tangent();
  EXPECT_TRUE(at_tie.contains(Interval(1)));
  const auto straddling = abs(Dual<Interval>(Interval::hull(Interval(-1), Interval(1)), 1)).tangent();
  EXPECT_TRUE(straddling.contains(Interval::hull(Interval(-1), Interval(1))));
}

TEST(RunningError, BoundsWhatDoubleArithmeticDoes) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 300; ++i) {
    std::vector<double> x(10);
    for (double& e : x) e = std::ldexp(static_cast<double>(random() >> 11) - 0x1p52, static_cast<int>(random() % 20) - 60);
    Precision guard(256);
    double computed = 0;
    RunningError<Interval> bound = 0;
    for (const double e : x) {
      computed = computed + e * e;
      bound = bound + RunningError<Interval>(exactly(e)) * RunningError<Interval>(exactly(e));
    }
    const Interval error = abs(exactly(computed) - bound.value());
    EXPECT_TRUE((error <= bound.error() * power_of_two(-53) * exactly(1.0000001)).certainly());
  }
}

TEST(Format, RoundsAsTheHardwareDoes) {
  std::mt19937_64 random(2);
  const Format& single = *Format::find("float32");
  for (int i = 0; i < 20000; ++i) {
    const double x = std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 330) - 240);
    EXPECT_EQ(round_to(x, single), static_cast<double>(static_cast<float>(x))) << x;
    EXPECT_EQ(round_to(-x, single), static_cast<double>(static_cast<float>(-x)));
  }
}

TEST(Format, KnowsItsEdges) {
  const Format &half = *Format::find("float16"), &brain = *Format::find("bfloat16"), &single = *Format::find("float32");
  EXPECT_EQ(half.largest(), 65504);
  EXPECT_EQ(half.spacing_at_zero(), 0x1p-24);
  EXPECT_EQ(half.smallest_normal(), 0x1p-14);
  EXPECT_EQ(half.unit_roundoff(), 0x1p-11);
  EXPECT_EQ(brain.unit_roundoff(), 0x1p-8);
  EXPECT_EQ(Format::find("tf32")->unit_roundoff(), 0x1p-11);
  EXPECT_EQ(round_to(65519.0, half), 65504);
  EXPECT_EQ(round_to(65520.0, half), INFINITY);
  EXPECT_EQ(round_to(0x1p-25, half), 0);           // a tie to even
  EXPECT_EQ(round_to(0x1.8p-25, half), 0x1p-24);
  EXPECT_EQ(round_to(0x1.8p-24, half), 0x1p-23);   // a tie to even among subnormals
  EXPECT_EQ(round_to(1 + 0x1p-8, brain), 1);
  EXPECT_EQ(round_to(1 + 0x1.8p-7, brain), 1 + 0x1p-6);
  EXPECT_TRUE(std::signbit(round_to(-0x1p-200, single)));
  EXPECT_TRUE(brain.holds(3.0) && !brain.holds(257.0 + 0.5));
  Precision guard(256);
  EXPECT_FALSE(round_to(Interval::hull(Interval(1), Interval(1) + power_of_two(-20)), single));  // holds two candidates
  EXPECT_EQ(*round_to(Interval(1) / 3, *Format::find("float64")), 1.0 / 3);
}

TEST(Literal, MeansExactlyWhatItSays) {
  Precision guard(400);
  EXPECT_TRUE(Literal("1/3").enclose().contains(Interval(1) / 3) || Literal("1/3").enclose().overlaps(Interval(1) / 3));
  EXPECT_TRUE((Literal("0x1.8p-3").enclose() == exactly(0.1875)).certainly());
  EXPECT_TRUE((Literal("0.1").enclose() * 10).contains(Interval(1)));
  EXPECT_FALSE(Literal("0.1").enclose().overlaps(exactly(0.1)));  // the decimal is not the double
  EXPECT_TRUE(Literal("-inf").enclose().is_infinity(-1));
  EXPECT_TRUE(Literal("nan").enclose().is_nan());
  for (const char* bad : {"", " 1", "1 ", "one", "1/0", "1//2", "0x", "1e", "--1"}) EXPECT_THROW(Literal(bad).enclose(), std::invalid_argument) << bad;
}

TEST(Literal, HexadecimalRoundTrips) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 5000; ++i) {
    const std::uint64_t bits = random();
    double x;
    std::memcpy(&x, &bits, sizeof x);
    double back = 0;
    ASSERT_TRUE(parse_double(hex_text(x), back)) << hex_text(x);
    EXPECT_TRUE(back == x || (std::isnan(x) && std::isnan(back)));
  }
  double value = 0;
  EXPECT_FALSE(parse_double("0.1", value));  // no double is exactly this
  EXPECT_TRUE(parse_double("0.5", value));
}

TEST(Literal, PrintsOnlyWhatIsCertain) {
  Precision guard(256);
  EXPECT_EQ(decimal_text(Interval(1) / 3, 10), "0.3333333333");
  EXPECT_EQ(decimal_text(exactly(0.5), 30), "0.5");
  EXPECT_EQ(decimal_text(Interval(-2), 30), "-2");
  EXPECT_EQ(decimal_text(Interval(0), 30), "0");
  EXPECT_EQ(decimal_text(exp(Interval(1)), 20), "2.7182818284590452354");
  EXPECT_NE(decimal_text(Interval::hull(Interval(1), Interval(2)), 20).find("±"), std::string::npos);
  const BallText ball = ball_text(Interval(1) / 3, 20);
  Interval middle, radius;
  ASSERT_TRUE(Interval::parse(ball.middle, middle) && Interval::parse(ball.radius, radius));
  EXPECT_TRUE((abs(Interval(1) / 3 - middle) <= radius).certainly());
}

TEST(Certify, TakesInputsAsTheyAreWritten) {
  using contract::nn::LogSumExp;
  const LogSumExp::In<Literal> inputs{Tensor<Literal>({2}, {Literal("1/3"), Literal("0x1p-2")})};
  const auto found = evaluate<Literal>(contract::nn::log_sum_exp, inputs, digits(100));
  ASSERT_TRUE(found) << found.reason;
  Precision guard(found.bits);
  const Interval y = found->value[0];
  EXPECT_TRUE(y.overlaps(log(exp(Interval(1) / 3) + exp(Interval(1) / 4))));
  EXPECT_TRUE((y.width() < pow(Interval(10), -100)).certainly());
}

TEST(Certify, RaisesThePrecisionUntilItSuffices) {
  // log(1 − (1 − 2⁻²⁰⁰⁰)) needs two thousand bits before it says anything.
  const auto cancelling = []() -> Result<Values<Interval>> {
    return Values<Interval>{Tensor<Interval>({}, {log(1 - (1 - power_of_two(-2000)))})};
  };
  const auto narrow = [](const Values<Interval>& v) { return proves_digits(v, 30, 4000); };
  const Certificate found = certify(cancelling, narrow);
  ASSERT_TRUE(found.value && !found.undecided);
  EXPECT_GE(found.bits, 2000);
  const Certificate capped = certify(cancelling, narrow, {128, 1500});
  EXPECT_TRUE(capped.undecided);
  EXPECT_EQ(capped.bits, 1500);
  const Certificate refused = certify([]() -> Result<Values<Interval>> { return domain("C7", "no"); }, narrow);
  ASSERT_TRUE(refused.domain);
  EXPECT_EQ(refused.domain->clause, "C7");
}

}  // namespace
}  // namespace etalon
