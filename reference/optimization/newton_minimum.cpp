#include "reference/contract/optimization/newton_minimum.hpp"

#include "reference/calculus/evaluate.hpp"
#include "reference/contract/calculus/hessian.hpp"
#include "reference/optimization/elimination.hpp"

namespace etalon {
using contract::function_of;
using contract::calculus::Hessian;
using contract::optimization::NewtonBacktracking;
using contract::optimization::NewtonMinimum;
using contract::optimization::NewtonMinimumStep;

namespace {

template <class T>
Result<Tensor<T>> gradient(const Formula& f, const Tensor<T>& x) {
  return reference::calculus::reverse_product(f, x, Tensor<T>({1}, {T(1)}));
}

/// (∇²f)⁻¹g.
template <class T>
Result<Tensor<T>> inverse_of_curvature(const std::string& function, const Tensor<T>& x, const Tensor<T>& g) {
  auto curvature = Wings<Hessian>::reference(Hessian::In<T>{function, x});
  if (!curvature) return curvature.failure();
  auto p = reference::optimization::solve(std::move(curvature->hessian), g);
  if (!p) return domain("C6", "the Hessian is not positive definite");
  return *std::move(p);
}
template <class T>
Tensor<T> moved(const Tensor<T>& x, const T& damping, const Tensor<T>& p) {
  Tensor<T> next = x;
  for (std::size_t i = 0; i < x.size(); ++i) next[i] = x[i] - damping * p[i];
  return next;
}
/// x − η(∇²f)⁻¹g.
template <class T>
Result<Tensor<T>> newton(const std::string& function, const Tensor<T>& x, const Tensor<T>& g, const T& damping) {
  const auto p = inverse_of_curvature(function, x, g);
  if (!p) return p.failure();
  return moved(x, damping, *p);
}

}  // namespace

template <>
const Reference<NewtonMinimumStep> Wings<NewtonMinimumStep>::reference = []<class T>(const NewtonMinimumStep::In<T>& in) -> Result<NewtonMinimumStep::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const auto g = gradient(f, in.x);
  if (!g) return g.failure();
  const auto next = newton(in.function, in.x, *g, in.damping);
  if (!next) return next.failure();
  return NewtonMinimumStep::Out<T>{*next};
};

/// Step after step.
template <>
const Reference<NewtonMinimum> Wings<NewtonMinimum>::reference = [](const NewtonMinimum::In<Interval>& in) -> Result<NewtonMinimum::Out<Interval>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const std::int64_t n = in.x.shape[0];
  NewtonMinimum::Out<Interval> out{Tensor<Interval>({in.steps + 1, n}), Tensor<Interval>({in.steps + 1}), Tensor<Interval>({in.steps + 1, n})};
  Tensor<Interval> x = in.x;
  for (std::int64_t k = 0;; ++k) {
    const auto value = reference::calculus::evaluate(f, x.data, reference::calculus::Wanted::value);
    if (!value) return value.failure();
    const auto g = gradient(f, x);
    if (!g) return g.failure();
    out.values[static_cast<std::size_t>(k)] = (*value)[0];
    for (std::int64_t i = 0; i < n; ++i) out.iterates(k, i) = x[static_cast<std::size_t>(i)], out.gradients(k, i) = (*g)[static_cast<std::size_t>(i)];
    if (k == in.steps) return out;
    auto next = newton(in.function, x, *g, in.damping);
    if (!next) return next.failure();
    x = std::move(*next);
  }
};

/// Algorithm 3.1 of Nocedal and Wright along Newton's direction.
template <>
const Reference<NewtonBacktracking> Wings<NewtonBacktracking>::reference = [](const NewtonBacktracking::In<Interval>& in) -> Result<NewtonBacktracking::Out<Interval>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const std::int64_t n = in.x.shape[0];
  NewtonBacktracking::Out<Interval> out{Tensor<Interval>({in.steps + 1, n}), Tensor<Interval>({in.steps}), Tensor<Interval>({in.steps + 1}), Tensor<Interval>({in.steps + 1, n})};
  const auto value_at = [&](const Tensor<Interval>& x) { return reference::calculus::evaluate(f, x.data, reference::calculus::Wanted::value); };
  Tensor<Interval> x = in.x;
  for (std::int64_t k = 0;; ++k) {
    const auto value = value_at(x);
    if (!value) return value.failure();
    const auto g = gradient(f, x);
    if (!g) return g.failure();
    const auto entry = static_cast<std::size_t>(k);
    out.values[entry] = (*value)[0];
    for (std::int64_t i = 0; i < n; ++i) out.iterates(k, i) = x[static_cast<std::size_t>(i)], out.gradients(k, i) = (*g)[static_cast<std::size_t>(i)];
    if (k == in.steps) return out;
    const auto p = inverse_of_curvature(in.function, x, *g);
    if (!p) return p.failure();
    Interval slope = 0, rate = 1;
    for (std::size_t i = 0; i < p->size(); ++i) slope -= (*g)[i] * (*p)[i];
    const auto suffices = [&](const Tensor<Interval>& next) {
      const auto there = value_at(next);
      return there && (*there)[0] <= (*value)[0] + in.c1 * rate * slope;
    };
    Tensor<Interval> next = moved(x, rate, *p);
    std::int64_t power = 0;
    for (; !slope.is_zero() && !suffices(next); next = moved(x, rate *= in.shrink, *p))
      if (++power > NewtonBacktracking::most_powers) return domain("C13", "none of the first 1000 powers decreases f enough");
    out.rates[entry] = rate;
    x = std::move(next);
  }
};

}  // namespace etalon
