// Whatever an interval says is true: it contains, at every precision, and keeps containing what it contained.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "reference/number/certify.hpp"
#include "reference/number/elementary.hpp"
#include "verify/tests/generators.hpp"

namespace etalon {
namespace {

using namespace property;

constexpr int exact_bits = 5000;  // sums and products of doubles fit

/// f at a coarse precision contains f at a fine one.
template <class F>
void contains(F f, int coarse_bits) {
  const auto at = [&](int precision) {
    const Precision guard(precision);
    return f();
  };
  const Interval coarse = at(coarse_bits), fine = at(exact_bits);
  RC_ASSERT(coarse.contains(fine));
}

/// [x, x + |w|]
Interval wide(double x, double w) { return Interval::hull(exactly(x), exactly(x) + exactly(std::fabs(w))); }
/// A point of it, t of the way.
Interval inside(const Interval& box, double t) {
  const double share = std::fabs(t) - std::floor(std::fabs(t));
  return box.infimum() + (box.supremum() - box.infimum()) * exactly(share);
}

RC_GTEST_PROP(PropertyInterval, SumsContain, ()) {
  const double x = *finite(), y = *finite();
  contains([&] { return exactly(x) + exactly(y); }, *bits());
}
RC_GTEST_PROP(PropertyInterval, DifferencesContain, ()) {
  const double x = *finite(), y = *finite();
  contains([&] { return exactly(x) - exactly(y); }, *bits());
}
RC_GTEST_PROP(PropertyInterval, ProductsContain, ()) {
  const double x = *finite(), y = *finite();
  contains([&] { return exactly(x) * exactly(y); }, *bits());
}
RC_GTEST_PROP(PropertyInterval, QuotientsContain, ()) {
  const double x = *finite(), y = *rc::gen::suchThat(finite(), [](double d) { return d != 0; });
  contains([&] { return exactly(x) / exactly(y); }, *bits());
}
RC_GTEST_PROP(PropertyInterval, RootsContain, ()) {
  const double x = std::fabs(*finite());
  contains([&] { return sqrt(exactly(x)); }, *bits());
}
RC_GTEST_PROP(PropertyInterval, ExponentialsAndLogarithmsContain, ()) {
  const double x = *positive();
  const int coarse = *bits();
  contains([&] { return exp(exactly(x)); }, coarse);
  contains([&] { return log(exactly(x)); }, coarse);
  contains([&] { return tanh(exactly(x)); }, coarse);
}
RC_GTEST_PROP(PropertyInterval, SinesAndCosinesContain, ()) {
  const double x = *ordinary();
  const int coarse = *rc::gen::inRange(24, 200);
  contains([&] { return sin(exactly(x)); }, coarse);
  contains([&] { return cos(exactly(x)); }, coarse);
}
RC_GTEST_PROP(PropertyInterval, ArithmeticIsMonotoneInInclusion, ()) {
  const Precision guard(200);
  const Interval a = wide(*ordinary(), *ordinary()), b = wide(*ordinary(), *ordinary());
  const Interval x = inside(a, *ordinary()), y = inside(b, *ordinary());
  RC_PRE(a.contains(x) && b.contains(y));
  RC_ASSERT((a + b).contains(x + y));
  RC_ASSERT((a - b).contains(x - y));
  RC_ASSERT((a * b).contains(x * y));
  if (!b.contains_zero()) RC_ASSERT((a / b).contains(x / y));
}
RC_GTEST_PROP(PropertyInterval, FunctionsAreMonotoneInInclusion, ()) {
  const Precision guard(200);
  const Interval a = wide(*positive(), *ordinary()), x = inside(a, *ordinary());
  RC_PRE(a.contains(x));
  RC_ASSERT(exp(a).contains(exp(x)));
  RC_ASSERT(log(a).contains(log(x)));
  RC_ASSERT(sqrt(a).contains(sqrt(x)));
  RC_ASSERT(tanh(-a).contains(tanh(-x)));
  RC_ASSERT(sin(a).contains(sin(x)));
  RC_ASSERT(cos(a).contains(cos(x)));
  RC_ASSERT(square(-a).contains(square(-x)));
}
RC_GTEST_PROP(PropertyInterval, AHullHoldsBoth, ()) {
  const double x = *finite(), y = *finite();
  const Interval hull = Interval::hull(exactly(x), exactly(y));
  RC_ASSERT(hull.contains(exactly(x)) && hull.contains(exactly(y)));
  RC_ASSERT(hull.infimum().lower_double() == std::fmin(x, y));
  RC_ASSERT(hull.supremum().upper_double() == std::fmax(x, y));
}
RC_GTEST_PROP(PropertyInterval, PointsCompareAsNumbersDo, ()) {
  const double x = *finite(), y = *finite();
  RC_TAG(x < y ? "less" : x == y ? "equal" : "greater");
  const Interval a = exactly(x), b = exactly(y);
  RC_ASSERT(static_cast<bool>(a < b) == (x < y));
  RC_ASSERT(static_cast<bool>(a <= b) == (x <= y));
  RC_ASSERT(static_cast<bool>(a == b) == (x == y));
}
RC_GTEST_PROP(PropertyInterval, AnUndecidedComparisonMayGoEitherWay, ()) {
  const Precision guard(200);
  const Interval a = wide(*ordinary(), *ordinary()), b = wide(*ordinary(), *ordinary());
  RC_CLASSIFY((a < b).is_unknown(), "undecided");
  if ((a < b).is_unknown()) {
    RC_ASSERT(static_cast<bool>(a.infimum() < b.supremum()));
    RC_ASSERT(!static_cast<bool>(a.supremum() < b.infimum()));
  }
}
RC_GTEST_PROP(PropertyInterval, MagnitudesBoundEveryPoint, ()) {
  const Precision guard(200);
  const Interval a = wide(*ordinary(), *ordinary()), x = inside(a, *ordinary());
  RC_PRE(a.contains(x));
  RC_ASSERT(static_cast<bool>(a.mignitude() <= abs(x).supremum()));
  RC_ASSERT(static_cast<bool>(abs(x).infimum() <= a.magnitude()));
  RC_ASSERT(a.contains(a.collapse()));
}
RC_GTEST_PROP(PropertyInterval, PowersContainRepeatedProducts, ()) {
  const Precision guard(exact_bits);
  const double x = *ordinary();
  const int n = *rc::gen::inRange(0, 12);
  Interval product = 1;
  for (int k = 0; k < n; ++k) product *= exactly(x);
  RC_ASSERT(pow(exactly(x), n).contains(product));
}
RC_GTEST_PROP(PropertyInterval, PowersOfTwoAreExact, ()) {
  const int n = *rc::gen::inRange(-1074, 1024);
  RC_ASSERT(power_of_two(n).is_point());
  RC_ASSERT(power_of_two(n).lower_double() == std::ldexp(1.0, n));
}
RC_GTEST_PROP(PropertyInterval, CopiesKeepValueAndPrecision, ()) {
  const int precision = *bits();
  const double x = *finite();
  const Interval original = [&] {
    const Precision guard(precision);
    return exactly(x);
  }();
  Interval copy = original, moved = std::move(copy);
  copy = moved;
  RC_ASSERT(copy.contains(original) && original.contains(copy));
  RC_ASSERT(mpfi_get_prec(copy.data()) == mpfi_get_prec(original.data()));
}
RC_GTEST_PROP(PropertyInterval, StableFormsAgreeWithTheirDefinitions, ()) {
  const Precision guard(400);
  const Interval x = exactly(*ordinary());
  RC_PRE((abs(x) < Interval(200)).certainly());
  RC_ASSERT(sigmoid(x).overlaps(1 / (1 + exp(-x))));
  RC_ASSERT(softplus(x).overlaps(log(1 + exp(x))));
  RC_ASSERT(expm1(x).overlaps(exp(x) - 1));
  RC_ASSERT(log1p(square(x)).overlaps(log(1 + square(x))));
}
RC_GTEST_PROP(PropertyTernary, DeMorgan, ()) {
  const auto state = [](Ternary t) { return t.is_unknown() ? 2 : t.certainly() ? 1 : 0; };
  const int p = *rc::gen::inRange(0, 3), q = *rc::gen::inRange(0, 3);
  const auto of = [](int k) { return k == 2 ? Ternary::unknown() : Ternary(k == 1); };
  RC_ASSERT(state(!(of(p) && of(q))) == state(!of(p) || !of(q)));
  RC_ASSERT(state(!(of(p) || of(q))) == state(!of(p) && !of(q)));
}
RC_GTEST_PROP(PropertyCertify, ClimbsToTheFirstPrecisionThatSuffices, ()) {
  const Ladder ladder{*rc::gen::inRange(2, 100), *rc::gen::inRange(100, 5000), *rc::gen::inRange(2, 5)};
  const int needed = *rc::gen::inRange(1, 6000);
  std::vector<int> tried;
  const Climb top = climb(ladder, [&](int at) {
    tried.push_back(at);
    RC_ASSERT(Precision::bits() == at);
    if (at % 3 == 0 && at < needed) throw Undecided{"not yet"};
    return at >= needed;
  });
  RC_ASSERT(top.reached == (needed <= ladder.cap));
  RC_ASSERT(top.bits == tried.back());
  RC_ASSERT(tried.front() == ladder.first);
  for (std::size_t i = 0; i + 1 < tried.size(); ++i) RC_ASSERT(tried[i] < needed && tried[i] < tried[i + 1]);
  RC_ASSERT(Precision::bits() == Precision::unguarded);
}

}  // namespace
}  // namespace etalon
