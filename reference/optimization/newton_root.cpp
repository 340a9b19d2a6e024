#include "reference/contract/optimization/newton_root.hpp"

#include <array>

#include "reference/calculus/evaluate.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::NewtonRoot;
using contract::optimization::NewtonRootStep;
using contract::optimization::root_function::formula_of;
using contract::optimization::root_function::in_table;

namespace {

/// A formula has no value at a state.
struct Undefined {
  std::string what;
};

template <class N>
N value_of(const std::string& f, const N& a, const N& x) {
  const auto y = reference::calculus::evaluate(formula_of(f), std::vector<N>{x, a}, reference::calculus::Wanted::derivative);
  if (!y) throw Undefined{y.failure().message};
  return (*y)[0];
}

/// f, f′, f″ and f‴ at x of a function of the table.
template <class T>
std::array<T, 4> derivatives_of_table(const std::string& f, const T& a, const T& x) {
  if (f == "x^2-a") return {square(x) - a, 2 * x, 2, 0};
  if (f == "x^3-a") return {x * square(x) - a, 3 * square(x), 6 * x, 6};
  if (f == "x^3-a x") return {x * square(x) - a * x, 3 * square(x) - a, 6 * x, 6};
  if (f == "x^3-2x+2") return {x * square(x) - 2 * x + 2, 3 * square(x) - 2, 6 * x, 6};
  if (f == "(x-a)^2") return {square(x - a), 2 * (x - a), 2, 0};
  if (f == "(x-a)^3") return {(x - a) * square(x - a), 3 * square(x - a), 6 * (x - a), 6};
  if (f == "exp(x)-a") {
    const T y = exp(x);
    return {y - a, y, y, y};
  }
  const T s = sin(x), c = cos(x);
  return {s, c, -s, -c};
}

/// f and f′ at x.
template <class T>
std::array<T, 2> value_and_slope(const std::string& f, const T& a, const T& x) {
  if (in_table(f)) {
    const auto all = derivatives_of_table(f, a, x);
    return {all[0], all[1]};
  }
  const Dual<T> y = value_of(f, Dual<T>(a), Dual<T>(x, T(1)));
  return {y.value(), y.tangent()};
}
/// f, f′, f″ and f‴ at x: of a formula by three tangents, each of the one before.
std::array<Interval, 4> derivatives(const std::string& f, const Interval& a, const Interval& x) {
  if (in_table(f)) return derivatives_of_table(f, a, x);
  using Once = Dual<Interval>;
  using Twice = Dual<Once>;
  using Thrice = Dual<Twice>;
  const Thrice y = value_of(f, Thrice(Twice(Once(a))), Thrice(Twice(Once(x, Interval(1)), Once(1)), Twice(1)));
  return {y.value().value().value(), y.value().value().tangent(), y.value().tangent().tangent(), y.tangent().tangent().tangent()};
}

/// Newton's map N = x − f/f′ over all of x, and its slope N′ = f·f″/f′².
struct Image {
  Interval value, slope;
  Ternary flat;  ///< is f′ = 0?
};

/// The mean-value form N(m) + N′(x)(x − m): near a root, where N′ vanishes, it does not widen as x − f(x)/f′(x) does. Towards a root
/// at 0 the exponents double or treble with every step: they are followed down to 2^−2²⁰.
Image newton(const std::string& f, const Interval& a, const Interval& x) {
  const Interval m = x.collapse(), least = power_of_two(-(1 << 20));
  const auto at = derivatives(f, a, m), over = derivatives(f, a, x);
  const Interval slope = over[0] * over[2] / square(over[1]);
  Interval value = m - at[0] / at[1] + slope * (x - m);
  if (!value.is_zero() && (value.magnitude() < least).certainly()) value = Interval::hull(-least, least);
  return {value, slope, over[1] == 0};
}

/// A neighbourhood B of x such that Nᵖ takes B into itself with |(Nᵖ)′| < 1, and N(B), …, Nᵖ⁻¹(B) lie elsewhere. By Banach's
/// theorem every point of B then approaches one and the same cycle of p states; one state is a root.
std::optional<Interval> trapped(const std::string& f, const Interval& a, const Interval& x, int period) {
  Interval end = x;
  for (int i = 0; i < period; ++i) {
    const Image image = newton(f, a, end);
    if (!image.flat.certainly_not()) return std::nullopt;
    end = image.value;
  }
  const Interval reach = 2 * (end - x).magnitude();
  const Interval around = x + Interval::hull(-reach, reach);
  Interval b = around, slope = 1;
  for (int i = 0; i < period; ++i) {
    const Image image = newton(f, a, b);
    if (!image.flat.certainly_not() || (i > 0 && b.overlaps(around))) return std::nullopt;
    b = image.value;
    slope *= image.slope;
  }
  if (!around.contains(b) || !(slope.magnitude() < 1).certainly()) return std::nullopt;
  return around;
}

/// The one root inside, to the working precision, by the interval Newton operator m − f(m)/f′(root).
Interval polish(const std::string& f, const Interval& a, Interval root) {
  if (root.contains_zero() && derivatives(f, a, Interval(0))[0].is_zero()) return 0;
  for (;;) {
    const Interval m = root.collapse();
    const Interval next = m - derivatives(f, a, m)[0] / derivatives(f, a, root)[1];
    const Interval narrower = Interval::between(max(root, next), min(root, next));
    const bool halved = (2 * narrower.width() < root.width()).certainly();
    root = narrower;
    if (!halved) return root;
  }
}

/// What becomes of the endless run.
struct Limit {
  std::vector<Interval> root = {}, rate = {};
  std::int64_t order = 0, period = 0;
};

/// At a simple root r, e ↦ f″/(2f′)·e² + O(e³); where f″ = 0 too, e ↦ f‴/(3f′)·e³ + O(e⁴).
Limit at_simple_root(const std::string& f, const Interval& a, const Interval& r) {
  const auto d = derivatives(f, a, r);
  // sin″ = −sin vanishes at every root; 6x, of x³ − ax, at its root 0.
  if (f == "sin(x)" || (f == "x^3-a x" && r.is_zero()) || (d[2].is_zero() && !d[3].contains_zero())) return {{r}, {abs(d[3] / (3 * d[1]))}, 3, 1};
  if (d[2].contains_zero()) throw Undecided{"f″ at the root"};
  return {{r}, {abs(d[2] / (2 * d[1]))}, 2, 1};
}

/// f = c(x − r)ᵐ, so that N(x) − r = (m − 1)/m·(x − r). There is no step from r itself.
Limit at_multiple_root(const Interval& x0, const Interval& r, int m) {
  if (x0 == r) return {};
  return {{r}, {Interval(m - 1) / m}, 1, 1};
}

Limit limit_of(const std::string& f, const Interval& a, const Interval& x0) {
  if (f == "(x-a)^2") return at_multiple_root(x0, a, 2);
  if (f == "(x-a)^3") return at_multiple_root(x0, a, 3);
  if (f == "x^2-a" && a == 0) return at_multiple_root(x0, 0, 2);
  if ((f == "x^3-a" || f == "x^3-a x") && a == 0) return at_multiple_root(x0, 0, 3);
  // No root, no limit. The states are √−a·cot θ, and θ doubles; of the rational multiples of π only those with cot² θ = 0, 1/3, 1, 3
  // have a rational cot² (Niven). From 1/3 and 3 the run goes ±√(−a/3); from 0 and 1 it ends at f′ = 0.
  if (f == "x^2-a" && a < 0) return {{}, {}, 0, 3 * square(x0) == -a || square(x0) == -3 * a ? 2 : 0};
  if (f == "exp(x)-a" && a <= 0) return {};  // xₖ₊₁ = xₖ − 1 + a·exp(−xₖ) ≤ xₖ − 1

  // exp − a increases and is convex: every start leads to the root, and far starts slowly; look from nearby.
  Interval x = f == "exp(x)-a" ? log(a).collapse() : x0;
  Interval mark = x;  // Brent's cycle detection: the state at the last power of two
  const std::int64_t patience = in_table(f) ? NewtonRoot::most_steps : 40 + 65536 / Precision::bits();  // a formula may wander for ever
  for (std::int64_t k = 0, since = 0, span = 1; k < patience; ++k) {
    if (const auto around = trapped(f, a, x, 1)) return at_simple_root(f, a, polish(f, a, *around));
    if (trapped(f, a, x, 2)) return {{}, {}, 0, 2};
    const Image image = newton(f, a, x);
    if (image.flat) return {};  // the run ends here
    x = image.value;
    if (!x.is_finite()) throw Undecided{"a state beyond the range of exponents"};
    if (++since, (x == mark).certainly()) return {{}, {}, 0, since};
    if (since == span) mark = x, since = 0, span *= 2;
  }
  throw Undecided{"the limit of the iterates"};
}

}  // namespace

/// x − f(x)/f′(x), as it is written.
template <>
const Reference<NewtonRootStep> Wings<NewtonRootStep>::reference = []<class T>(const NewtonRootStep::In<T>& in) -> Result<NewtonRootStep::Out<T>> {
  try {
    const auto f = value_and_slope(in.function, in.a, in.x);
    if (f[1] == 0) return domain("C2", "f′(x) = 0");
    return NewtonRootStep::Out<T>{in.x - f[0] / f[1]};
  } catch (const Undefined& undefined) {
    return domain("C8", undefined.what);
  }
};

/// The iterates in the mean-value form; the limit proved by a neighbourhood that the iteration contracts.
template <>
const Reference<NewtonRoot> Wings<NewtonRoot>::reference = [](const NewtonRoot::In<Interval>& in) -> Result<NewtonRoot::Out<Interval>> {
  Tensor<Interval> iterates({in.steps + 1});
  iterates[0] = in.x0;
  try {
    for (std::int64_t k = 0; k < in.steps; ++k) {
      const Image image = newton(in.function, in.a, iterates[k]);
      if (image.flat) return domain("C2", "f′(x) = 0 at step " + std::to_string(k + 1));
      iterates[k + 1] = image.value;
    }
  } catch (const Undefined& undefined) {
    return domain("C10", undefined.what);
  }
  Limit limit;
  try {
    limit = limit_of(in.function, in.a, in.x0);
  } catch (const Undefined&) {
    // the endless run ends
  }
  const Dimensions limits = {static_cast<std::int64_t>(limit.root.size())};
  return NewtonRoot::Out<Interval>{iterates, {limits, limit.root}, limit.order, {limits, limit.rate}, limit.period};
};

}  // namespace etalon
