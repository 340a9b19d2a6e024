#include "reference/contract/optimization/descent.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using contract::function_of;
using contract::optimization::Descent;
using contract::optimization::DescentStep;
using Variant = DescentStep::Variant;

namespace {

template <class T>
Result<Tensor<T>> gradient(const Formula& f, const Tensor<T>& x) {
  return reference::calculus::reverse_product(f, x, Tensor<T>({1}, {T(1)}));
}

}  // namespace

/// As the conventions are written.
constexpr auto descent_step = []<class T>(const DescentStep::In<T>& in, Variant variant) -> Result<DescentStep::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const T &eta = in.learning_rate, &mu = in.momentum;
  Tensor<T> at = in.x;
  if (variant == Variant::lookahead)
    for (std::size_t i = 0; i < at.size(); ++i) at[i] = in.x[i] - eta * mu * in.velocity[i];
  const auto g = gradient(f, at);
  if (!g) return g.failure();
  DescentStep::Out<T> out{in.x, in.velocity};
  for (std::size_t i = 0; i < at.size(); ++i) {
    out.velocity_next[i] = mu * in.velocity[i] + (*g)[i];
    out.x_next[i] = in.x[i] - eta * (variant == Variant::nesterov ? (*g)[i] + mu * out.velocity_next[i] : out.velocity_next[i]);
  }
  return out;
};

template <>
const Reference<DescentStep> Wings<DescentStep>::reference = descent_step;

/// Step after step.
template <>
const Reference<Descent> Wings<Descent>::reference = [](const Descent::In<Interval>& in, Variant variant) -> Result<Descent::Out<Interval>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const std::int64_t n = in.x.shape[0];
  Descent::Out<Interval> out{Tensor<Interval>({in.steps + 1, n}), Tensor<Interval>({in.steps + 1, n}), Tensor<Interval>({in.steps + 1}), Tensor<Interval>({in.steps + 1, n})};
  DescentStep::In<Interval> state{in.function, in.x, in.velocity, in.learning_rate, in.momentum};
  for (std::int64_t k = 0;; ++k) {
    const auto value = reference::calculus::evaluate(f, state.x.data, reference::calculus::Wanted::value);
    if (!value) return value.failure();
    const auto g = gradient(f, state.x);
    if (!g) return g.failure();
    out.values[static_cast<std::size_t>(k)] = (*value)[0];
    for (std::int64_t i = 0; i < n; ++i) {
      const auto entry = static_cast<std::size_t>(i);
      out.iterates(k, i) = state.x[entry], out.velocities(k, i) = state.velocity[entry], out.gradients(k, i) = (*g)[entry];
    }
    if (k == in.steps) return out;
    auto next = descent_step(state, variant);
    if (!next) return next.failure();
    state.x = std::move(next->x_next), state.velocity = std::move(next->velocity_next);
  }
};

}  // namespace etalon
