#include "reference/contract/optimization/newton_root.hpp"

#include <cmath>
#include <optional>

#include "fast/calculus/tape.hpp"

namespace etalon {
namespace root_function = contract::optimization::root_function;
using contract::optimization::NewtonRoot;
using contract::optimization::NewtonRootStep;

namespace {

/// 3x² − a, to one rounding even where it cancels: 0 only if it is 0.
template <class T>
T slope_of_cubic(T x, T a) {
  const T square = x * x;
  return std::fma(T(3), square, -a) + 3 * std::fma(x, x, -square);
}

/// 2x³/(3x² − a), in units of x's power of two.
template <class T>
std::optional<T> cubic_minus_linear(T x, T a) {
  int exponent = 0;
  const T unit = std::frexp(x, &exponent);
  const T scaled = std::ldexp(a, -2 * exponent);
  const T slope = x == 0 ? -a : slope_of_cubic(unit, scaled);
  if (slope == 0) return std::nullopt;
  if (std::isinf(scaled)) return -2 * x * (x * x / a);  // 3x² is nothing beside a
  return std::ldexp(2 * unit * unit * unit / slope, exponent);
}

/// 2(x³ − 1)/(3x² − 2); over x² beyond 1.
template <class T>
T cubic_with_a_cycle(T x) {
  if (std::abs(x) > 2) return 2 * (x - 1 / x / x) / (3 - 2 / x / x);
  return 2 * (x - 1) * (x * x + x + 1) / slope_of_cubic(x, T(2));
}

/// x − tan x. Below 1 by Lambert's continued fraction tan x = x/(1 − t), t = x²/(3 − x²/(5 − …)): −x·t/(1 − t) does not cancel.
/// What is left out after 19 is below 2⁻⁶⁰ of it.
template <class T>
T minus_tangent(T x) {
  if (std::abs(x) > 1) return x - std::tan(x);
  T t = 0;
  for (int k = 19; k >= 3; k -= 2) t = x * x / (k - t);
  return -x * t / (1 - t);
}

/// Nothing where f′(x) = 0.
template <class T>
std::optional<T> step_of_table(const std::string& f, T a, T x) {
  const bool flat_at_root = f == "(x-a)^2" || f == "(x-a)^3";
  if ((f == "x^2-a" || f == "x^3-a") && x == 0) return std::nullopt;
  if (flat_at_root && x == a) return std::nullopt;
  if (f == "x^2-a") return x / 2 + (std::abs(a) > 1 ? a / 2 / x : a / x / 2);
  if (f == "x^3-a") return 2 * (x / 3) + a / x / x / 3;
  if (f == "x^3-a x") return cubic_minus_linear(x, a);
  if (f == "x^3-2x+2") return cubic_with_a_cycle(x);
  if (f == "(x-a)^2") return x / 2 + a / 2;
  if (f == "(x-a)^3") return 2 * (x / 3) + a / 3;
  if (f == "sin(x)") return minus_tangent(x);
  const T half = std::exp(-x / 2);  // e⁻ˣ in two factors, so that a may bring it back into range
  return x - 1 + (a == 0 ? 0 : a * half * half);
}

/// The step of the table, or that of a formula, whose slope is one tangent.
template <class T>
class Step {
 public:
  Step(const std::string& function, T a, const char* undefined) : function_(function), a_(a), undefined_(undefined) {
    if (!root_function::in_table(function)) formula_ = root_function::formula_of(function);
  }
  Result<T> operator()(T x) const {
    if (!formula_) {
      const auto next = step_of_table(function_, a_, x);
      if (!next) return domain("C2", "f′(x) = 0");
      return *next;
    }
    fast::calculus::Tape<T> tape(*formula_);
    if (auto failure = tape.run({x, a_}, true)) return domain(undefined_, failure->message);
    const T slope = tape.tangent({1, 0})[0];
    if (slope == 0) return domain("C2", "f′(x) = 0");
    return x - tape.output(0) / slope;
  }

 private:
  const std::string& function_;
  T a_;
  const char* undefined_;
  std::optional<Formula> formula_;
};

}  // namespace

/// The step of each function brought to one fraction, scaled: nothing cancels, nothing overflows on the way.
template <>
const Fast<NewtonRootStep> Wings<NewtonRootStep>::fast = []<class T>(const NewtonRootStep::In<T>& in) -> Result<NewtonRootStep::Out<T>> {
  const auto next = Step<T>(in.function, in.a, "C8")(in.x);
  if (!next) return next.failure();
  return NewtonRootStep::Out<T>{*next};
};

/// That step, again and again.
template <>
const Fast<NewtonRoot> Wings<NewtonRoot>::fast = []<class T>(const NewtonRoot::In<T>& in) -> Result<NewtonRoot::Out<T>> {
  NewtonRoot::Out<T> out;
  out.iterates = Tensor<T>({in.steps + 1});
  out.iterates[0] = in.x0;
  const Step<T> step(in.function, in.a, "C10");
  for (std::int64_t k = 0; k < in.steps; ++k) {
    const auto next = step(out.iterates[k]);
    if (!next) return domain(next.failure().clause, next.failure().message + " at step " + std::to_string(k + 1));
    out.iterates[k + 1] = *next;
  }
  return out;
};

}  // namespace etalon
