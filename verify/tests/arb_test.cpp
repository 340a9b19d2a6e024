// A second opinion on every elementary function: Arb's balls (FLINT) must meet MPFI's intervals.
#include <arb.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "reference/number/real.hpp"

namespace etalon {
namespace {

/// Arb's ball as an interval.
Interval from(const arb_t x) {
  mpfr_t low, high;
  mpfr_init2(low, 400);
  mpfr_init2(high, 400);
  arb_get_interval_mpfr(low, high, x);
  Real a, b;
  mpfr_set(a.backend().data(), low, MPFR_RNDD);
  mpfr_set(b.backend().data(), high, MPFR_RNDU);
  mpfr_clear(low);
  mpfr_clear(high);
  return Interval::between(point(a), point(b));
}

TEST(Arb, AgreesWithEveryFunction) {
  Precision guard(256);
  std::mt19937_64 random(11);
  using Unary = void (*)(arb_t, const arb_t, slong);
  using Ours = Interval (*)(const Interval&);
  const std::tuple<const char*, Unary, Ours, bool> functions[] = {
      {"exp", arb_exp, exp, false}, {"log", arb_log, log, true}, {"sqrt", arb_sqrt, sqrt, true},
      {"sin", arb_sin, sin, false}, {"cos", arb_cos, cos, false}, {"tanh", arb_tanh, tanh, false}};
  arb_t x, y;
  arb_init(x);
  arb_init(y);
  for (int i = 0; i < 400; ++i) {
    const double value = std::ldexp(static_cast<double>(random()), -64 - 8 + static_cast<int>(random() % 20));
    for (const auto& [name, theirs, ours, positive] : functions)
      for (const double at : {value, -value}) {
        if (positive && at <= 0) continue;
        arb_set_d(x, at);
        theirs(y, x, 256);
        const Interval mine = ours(exactly(at)), ball = from(y);
        ASSERT_TRUE(mine.overlaps(ball)) << name << "(" << at << ")";
        EXPECT_LT((mine.width() / max(mine.magnitude(), power_of_two(-1000))).upper_double(), 1e-70) << name << "(" << at << ")";
      }
  }
  arb_clear(x);
  arb_clear(y);
}

}  // namespace
}  // namespace etalon
