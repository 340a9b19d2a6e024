#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <optional>
#include <utility>

#include "reference/number/wide.hpp"

namespace etalon {
namespace {

/// Points in the range of doubles, which compare as these do.
bool are_doubles(const Ball& a, const Ball& b) { return a.is_exact() && b.is_exact() && std::max(std::abs(a.exponent), std::abs(b.exponent)) < 1000; }

/// The answer of a comparison in hardware.
template <class Order, class Compare>
std::optional<Ternary> compared(Order order, Compare compare, const Interval& a, const Interval& b) {
  if (!Precision::in_hardware() || !a.ball() || !b.ball()) return std::nullopt;
  if (are_doubles(*a.ball(), *b.ball())) return Ternary(order(a.ball()->as_double(), b.ball()->as_double()));
  const int answer = compare(*a.ball(), *b.ball());
  return answer < 0 ? Ternary::unknown() : Ternary(answer == 1);
}
constexpr auto less_or_equal = [](const Ball& x, const Ball& y) { return is_less_or_equal(x, y); };

}  // namespace

Ternary operator<(const Interval& a, const Interval& b) {
  if (const auto answer = compared(std::less<>{}, [](const Ball& x, const Ball& y) { return is_less(x, y); }, a, b)) return *answer;
  if (a.is_nan() || b.is_nan()) return false;
  const Wide x(a), y(b);
  if (mpfr_less_p(&x->right, &y->left)) return true;
  if (mpfr_lessequal_p(&y->right, &x->left)) return false;
  return Ternary::unknown();
}
Ternary operator<=(const Interval& a, const Interval& b) {
  if (const auto answer = compared(std::less_equal<>{}, less_or_equal, a, b)) return *answer;
  if (a.is_nan() || b.is_nan()) return false;
  const Wide x(a), y(b);
  if (mpfr_lessequal_p(&x->right, &y->left)) return true;
  if (mpfr_less_p(&y->right, &x->left)) return false;
  return Ternary::unknown();
}
Ternary operator==(const Interval& a, const Interval& b) {
  if (const auto answer = compared(std::equal_to<>{}, [](const Ball& x, const Ball& y) { return is_equal(x, y); }, a, b)) return *answer;
  if (!a.overlaps(b)) return false;
  return a.is_point() && b.is_point() ? Ternary(true) : Ternary::unknown();
}

Interval max(const Interval& a, const Interval& b) {
  if (const auto less = compared(std::less_equal<>{}, less_or_equal, a, b); less && !less->is_unknown()) return less->certainly() ? b : a;
  if (a.is_nan() || b.is_nan()) return exactly(std::nan(""));
  const Wide x(a), y(b);
  Interval r;
  mpfr_max(&r.data()->left, &x->left, &y->left, MPFR_RNDD);
  mpfr_max(&r.data()->right, &x->right, &y->right, MPFR_RNDU);
  return std::move(r).settled();
}
Interval min(const Interval& a, const Interval& b) { return -max(-a, -b); }

Interval indicator(Ternary condition) {
  if (condition.is_unknown()) return Interval::hull(Interval(0), Interval(1));
  return condition.certainly() ? 1 : 0;
}

}  // namespace etalon
