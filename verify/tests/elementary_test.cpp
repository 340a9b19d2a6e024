// Elementary and special functions: Arb's balls (FLINT) as a second opinion, their edges, and their slopes on every number.
#include <acb.h>
#include <arb.h>
#include <arb_hypgeom.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "reference/number/numbers.hpp"

namespace etalon {
namespace {

/// A number of Arb's, made of a double.
class ArbBall {
 public:
  explicit ArbBall(double x = 0) {
    arb_init(ball_);
    arb_set_d(ball_, x);
  }
  ~ArbBall() { arb_clear(ball_); }
  ArbBall(const ArbBall&) = delete;
  ArbBall& operator=(const ArbBall&) = delete;
  arb_ptr get() { return ball_; }
  Interval interval() const {
    Interval r;
    arb_get_interval_mpfr(&r.data()->left, &r.data()->right, ball_);
    return r;
  }

 private:
  arb_t ball_;
};

void arb_trigamma(arb_t y, const arb_t x, slong bits) {
  acb_t one, z;
  acb_init(one);
  acb_init(z);
  acb_one(one);
  acb_set_arb(z, x);
  acb_polygamma(z, one, z, bits);
  arb_set(y, acb_realref(z));
  acb_clear(one);
  acb_clear(z);
}
void arb_sigmoid(arb_t y, const arb_t x, slong bits) {
  arb_neg(y, x);
  arb_exp(y, y, bits);
  arb_add_ui(y, y, 1, bits);
  arb_inv(y, y, bits);
}
void arb_softplus(arb_t y, const arb_t x, slong bits) {
  arb_exp(y, x, bits);
  arb_log1p(y, y, bits);
}

struct Case {
  const char* name;
  void (*theirs)(arb_t, const arb_t, slong);
  Interval (*ours)(const Interval&);
  double from;  ///< the domain is (from, ∞)
};
const Case cases[] = {{"log1p", arb_log1p, log1p, -1},
                      {"expm1", arb_expm1, expm1, -INFINITY},
                      {"sinh", arb_sinh, sinh, -INFINITY},
                      {"cosh", arb_cosh, cosh, -INFINITY},
                      {"atan", arb_atan, atan, -INFINITY},
                      {"erf", arb_hypgeom_erf, erf, -INFINITY},
                      {"erfc", arb_hypgeom_erfc, erfc, -INFINITY},
                      {"lgamma", arb_lgamma, lgamma, 0},
                      {"digamma", arb_digamma, digamma, 0},
                      {"trigamma", arb_trigamma, trigamma, 0},
                      {"sigmoid", arb_sigmoid, sigmoid, -INFINITY},
                      {"softplus", arb_softplus, softplus, -INFINITY}};

Interval at(const Case& f, double x, int bits) {
  Precision guard(bits);
  return f.ours(exactly(x));
}

void meets_arb(const Case& f, double x, int bits) {
  const Interval coarse = at(f, x, bits), fine = at(f, x, 4 * bits);
  EXPECT_TRUE(coarse.contains(fine)) << f.name << "(" << x << ") at " << bits << " bits";
  if (!coarse.is_finite()) return;  // beyond the range of exponents
  Precision guard(4 * bits);
  EXPECT_TRUE((coarse.width() <= power_of_two(20 - bits) * coarse.magnitude() + power_of_two(-100000)).certainly()) << f.name << "(" << x << ") at " << bits << " bits is wide";
  ArbBall argument(x), value;
  f.theirs(value.get(), argument.get(), 4 * bits);
  EXPECT_TRUE(value.interval().overlaps(fine)) << f.name << "(" << x << ") at " << 4 * bits << " bits";
  EXPECT_TRUE(value.interval().overlaps(coarse)) << f.name << "(" << x << ") at " << bits << " bits";
}

/// ±2^[−e, e], from the function's domain.
double draw(std::mt19937_64& random, const Case& f, int e) {
  for (;;) {
    const double size = std::ldexp(1 + std::ldexp(static_cast<double>(random() >> 12), -52), static_cast<int>(random() % (2 * e)) - e);
    const double x = random() % 2 == 0 ? size : -size;
    if (x > f.from) return x;
  }
}

TEST(Elementary, PointsMeetArb) {
  std::mt19937_64 random(21);
  for (const Case& f : cases)
    for (const int bits : {64, 160, 512})
      for (int i = 0; i < 40; ++i) meets_arb(f, draw(random, f, 7), bits);
}

TEST(Elementary, ArgumentsOfEverySizeMeetArb) {
  for (const Case& f : cases)
    for (const double size : {0x1p-1074, 0x1.8p-1030, 1e-300, 1e-20, 0.5, 1.0, 1 + 0x1p-52, 1.4616321449683622, 2.0, 2 - 0x1p-52, 30.0, 1e5, 1e10})
      for (const double x : {size, -size})
        if (x > f.from) meets_arb(f, x, 128);
  for (const Case& f : cases)
    for (const double x : {1e300, -1e300}) {
      if (x <= f.from) continue;
      EXPECT_FALSE(at(f, x, 128).is_nan()) << f.name;
      EXPECT_TRUE(at(f, x, 128).contains(at(f, x, 512))) << f.name;
    }
}

TEST(Elementary, IntervalsHoldTheirPoints) {
  std::mt19937_64 random(22);
  for (const Case& f : cases)
    for (int i = 0; i < 60; ++i) {
      const double a = draw(random, f, 6), b = i % 2 == 0 ? draw(random, f, 6) : a + std::fabs(a) * 0x1p-20;
      const double low = std::min(a, b), high = std::max(a, b);
      Precision guard(128);
      const Interval all = f.ours(Interval::hull(exactly(low), exactly(high)));
      for (int k = 0; k <= 16; ++k) {
        const double x = k == 16 ? high : low + (high - low) * k / 16;
        if (x < low || x > high) continue;
        EXPECT_TRUE(all.contains(at(f, x, 512))) << f.name << "(" << x << ") in [" << low << ", " << high << "]";
      }
    }
}

TEST(Elementary, GammaBendsAtItsMinimum) {
  Precision guard(256);
  const Interval least = -Interval(Interval(121486290535849608LL) / pow(Interval(10), 18));
  for (const Interval& x : {Interval::hull(Interval(1), Interval(2)), Interval::hull(Interval(1) / 1000, Interval(1000)), Interval::hull(Interval(1), exactly(INFINITY))}) {
    const Interval y = lgamma(x);
    EXPECT_TRUE((y.infimum() < least + pow(Interval(10), -17)).certainly());
    EXPECT_TRUE((y.infimum() > least - pow(Interval(10), -15)).certainly());
  }
  Interval minimum;
  ASSERT_TRUE(Interval::parse("1.461632144968362341262659542325721328468196204006446351295988408598786", minimum));
  const Interval narrow = minimum + Interval::hull(-power_of_two(-100), power_of_two(-100));
  EXPECT_TRUE(lgamma(narrow).contains(lgamma(minimum)));
  EXPECT_LT(lgamma(narrow).width().upper_double(), 0x1p-195);
}

TEST(Elementary, PolygammaMeetsArb) {
  Precision guard(200);
  for (const int n : {1, 2, 3, 7})
    for (const double x : {1e-10, 0.3, 1.0, 5.5, 80.0, 1e6}) {
      acb_t order, z;
      acb_init(order);
      acb_init(z);
      acb_set_si(order, n);
      acb_set_d(z, x);
      acb_polygamma(z, order, z, 800);
      Interval theirs;
      arb_get_interval_mpfr(&theirs.data()->left, &theirs.data()->right, acb_realref(z));
      acb_clear(order);
      acb_clear(z);
      const Interval mine = polygamma(n, exactly(x));
      EXPECT_TRUE(mine.overlaps(theirs)) << n << ", " << x;
      EXPECT_TRUE((mine.width() <= power_of_two(-180) * mine.magnitude()).certainly()) << n << ", " << x;
    }
}

TEST(Elementary, Atan2TakesEveryQuadrant) {
  Precision guard(128);
  std::mt19937_64 random(23);
  const Case plane{"", nullptr, nullptr, -INFINITY};
  for (int i = 0; i < 300; ++i) {
    const double y = i % 10 == 0 ? 0 : draw(random, plane, 20), x = i % 10 == 1 ? 0 : draw(random, plane, 20);
    ArbBall b(y), a(x), angle;
    arb_atan2(angle.get(), b.get(), a.get(), 512);
    const Interval mine = atan2(exactly(y), exactly(x));
    EXPECT_TRUE(mine.overlaps(angle.interval())) << y << ", " << x;
    EXPECT_LT(mine.width().upper_double(), 0x1p-120);
    const Interval near = atan2(exactly(y) * (1 + Interval::hull(-power_of_two(-9), power_of_two(-9))), exactly(x) * (1 + Interval::hull(-power_of_two(-9), power_of_two(-9))));
    EXPECT_TRUE(near.contains(mine)) << y << ", " << x;
    EXPECT_LT(near.width().upper_double(), 0x1p-7);
  }
  const Interval around = Interval::hull(Interval(-1), Interval(1));
  EXPECT_TRUE(atan2(Interval(0), Interval(-1)).overlaps(pi()));
  EXPECT_TRUE(atan2(around, Interval(-1)).contains(Interval::hull(Interval(-3), Interval(3))));
  EXPECT_LT(atan2(around, Interval(1)).magnitude().upper_double(), 0.8);
  EXPECT_LT(atan2(Interval(1), around).width().upper_double(), 1.6);
  EXPECT_TRUE(atan2(Interval(0), Interval(0)).is_nan());
  EXPECT_THROW(atan2(around, around), Undecided);
}

TEST(Elementary, HandlesTheEdges) {
  Precision guard(64);
  const Interval straddling = Interval::hull(Interval(-2), Interval(1)), from_zero = Interval::hull(Interval(0), Interval(1));
  for (const Case& f : cases) {
    EXPECT_TRUE(f.ours(exactly(NAN)).is_nan()) << f.name;
    if (!std::isfinite(f.from)) continue;
    EXPECT_THROW(f.ours(straddling), Undecided) << f.name;
    EXPECT_TRUE(f.ours(Interval(-5)).is_nan()) << f.name;
    EXPECT_FALSE(f.ours(from_zero).is_nan()) << f.name;
  }
  EXPECT_TRUE(log1p(Interval(-1)).is_infinity(-1));
  EXPECT_TRUE(lgamma(Interval(0)).is_infinity(+1));
  EXPECT_TRUE(digamma(Interval(0)).is_infinity(-1));
  EXPECT_TRUE(digamma(-Interval(0)).is_infinity(-1));
  EXPECT_TRUE(trigamma(Interval(0)).is_infinity(+1));
  EXPECT_TRUE(trigamma(exactly(INFINITY)).is_zero());
  EXPECT_TRUE(lgamma(Interval(1)).is_zero());
  EXPECT_TRUE(softplus(exactly(-INFINITY)).is_zero());
  EXPECT_TRUE(softplus(exactly(INFINITY)).is_infinity(+1));
  EXPECT_TRUE((sigmoid(exactly(INFINITY)) == 1).certainly());
  EXPECT_TRUE(sigmoid(exactly(-INFINITY)).is_zero());
}

TEST(Elementary, ExponentialsOfAnySize) {
  Precision guard(1200);
  const Interval huge = exactly(1e300), tiny = power_of_two(-1000000);
  EXPECT_TRUE(softplus(huge).contains(huge));
  EXPECT_LT(softplus(huge).width().upper_double(), 1e-50);
  EXPECT_TRUE((softplus(-huge) < tiny).certainly() && softplus(-huge).contains_zero());
  EXPECT_TRUE((sigmoid(-huge) < tiny).certainly());
  EXPECT_TRUE((1 - sigmoid(huge) < power_of_two(-1190)).certainly());
  const auto close = [](const Interval& a, const Interval& b) { return a.overlaps(b) && a.width().upper_double() < 1e-50; };
  using List = std::vector<Interval>;
  EXPECT_TRUE(close(log_sum_exp(List{huge, huge}), huge + log(Interval(2))));
  EXPECT_TRUE(close(log_sum_exp(List{-huge, -huge, -2 * huge}), log(Interval(2)) - huge));
  EXPECT_TRUE(close(log_sum_exp(List{exactly(-INFINITY), 3, 3}), log(Interval(2)) + 3));
  EXPECT_TRUE(close(log_sum_exp(List{exactly(-INFINITY), huge}), huge));
  EXPECT_TRUE(log_sum_exp(List{exactly(-INFINITY)}).is_infinity(-1));
  EXPECT_TRUE(log_sum_exp(List{}).is_infinity(-1));
  EXPECT_TRUE(log_sum_exp(List{exactly(NAN), 1}).is_nan());
  const std::vector<Dual<Interval>> x = {Dual<Interval>(huge, 1), Dual<Interval>(huge, 0)};
  EXPECT_TRUE(close(log_sum_exp(x).tangent(), Interval(1) / 2));
}

/// Every function at once, where all are smooth.
template <class T>
T everything(const T& x) {
  const T third = T(1) / 3;
  const std::vector<T> list = {x, 2 * x, third, T(pi())};
  return log1p(x) + expm1(x) * sinh(x) - cosh(x) / atan(x) + atan2(x, 1 + square(x)) * erf(x) + erfc(x) * lgamma(x) + digamma(x) * trigamma(x) +
         polygamma(3, x) * sigmoid(x) - softplus(-x) * log_sum_exp(list) + abs(x) * max(x, third) + min(x, 5) * pow(x, -2) + 3u / x;
}

TEST(Slopes, OfEveryFunctionMeetDifferences) {
  Precision guard(1024);
  for (const Interval& x : {Interval(7) / 5, Interval(3) / 4, Interval(4)}) {
    const Interval h = power_of_two(-300), slope = everything(Dual<Interval>(x, 1)).tangent();
    EXPECT_LT(abs((everything(x + h) - everything(x - h)) / (2 * h) - slope).upper_double(), 1e-165);
    EXPECT_LT(slope.width().upper_double(), 1e-250);
    const Interval second = everything(Dual<Dual<Interval>>(Dual<Interval>(x, 1), Dual<Interval>(1))).tangent().tangent();
    EXPECT_LT(abs((everything(x + h) - 2 * everything(x) + everything(x - h)) / square(h) - second).upper_double(), 1e-85);
  }
}

/// d everything/dx by a reverse sweep over the number T.
template <class T>
T swept(const T& x) {
  Tape<T> tape;
  const auto v = Variable<T>::independent(x);
  return tape.adjoints({{everything(v).node(), T(1)}})[static_cast<std::size_t>(v.node())];
}

TEST(Slopes, NestInEveryOrder) {
  Precision guard(256);
  const Interval x = Interval(7) / 5;
  const auto forward = everything(Dual<Dual<Interval>>(Dual<Interval>(x, 1), Dual<Interval>(1)));
  const Interval first = forward.tangent().value(), second = forward.tangent().tangent();
  EXPECT_TRUE(swept(x).overlaps(first));
  const auto over_dual = swept(Dual<Interval>(x, 1));
  EXPECT_TRUE(over_dual.value().overlaps(first) && over_dual.tangent().overlaps(second));
  Tape<Interval> tape;
  const auto v = Variable<Interval>::independent(x);
  const auto over_variable = swept(v);
  EXPECT_TRUE(over_variable.value().overlaps(first));
  EXPECT_TRUE(tape.adjoints({{over_variable.node(), Interval(1)}})[static_cast<std::size_t>(v.node())].overlaps(second));
  const auto forward_over_reverse = everything(Dual<Variable<Interval>>(v, 1)).tangent();
  EXPECT_TRUE(tape.adjoints({{forward_over_reverse.node(), Interval(1)}})[static_cast<std::size_t>(v.node())].overlaps(second));
  const auto over_error = swept(RunningError<Interval>(x, x));
  EXPECT_TRUE(over_error.value().overlaps(first));
  EXPECT_TRUE((over_error.error() > abs(second * x)).certainly());  // x's own error alone makes as much
}

TEST(Slopes, OfAProductTwice) {
  Precision guard(256);
  Tape<Interval> inner;
  Tape<Variable<Interval>> outer;
  const auto x = Variable<Interval>::independent(Interval(2) / 3);
  const auto y = Variable<Variable<Interval>>::independent(x);
  const auto slope = outer.adjoints({{(exp(y) * sin(y)).node(), 1}})[static_cast<std::size_t>(y.node())];
  const Interval second = inner.adjoints({{slope.node(), 1}})[static_cast<std::size_t>(x.node())];
  EXPECT_TRUE(second.overlaps(2 * exp(x.value()) * cos(x.value())));  // (eˣ sin x)″
  EXPECT_LT(second.width().upper_double(), 1e-70);
}

TEST(Slopes, AReverseSweepHasARunningError) {
  Precision guard(256);
  using Error = RunningError<Interval>;
  Tape<Error> tape;
  const auto x = Variable<Error>::independent(Error(Interval(3), Interval(3)));
  const Error slope = tape.adjoints({{(x * x * x).node(), Error(1)}})[static_cast<std::size_t>(x.node())];
  EXPECT_TRUE((slope.value() == 27).certainly());
  EXPECT_TRUE((slope.error() > 54).certainly() && (slope.error() < 54 + 10 * 27).certainly());
}

}  // namespace
}  // namespace etalon
