#pragma once
#include "reference/calculus/evaluate.hpp"
#include "reference/contract/optimizer_run.hpp"

namespace etalon::reference::optimization {

/// The gradient, then the step, again and again.
template <class Run>
constexpr auto run = [](const typename Run::template In<Interval>& in, typename etalon::detail::VariantOf<Run>::type variant) -> Result<typename Run::template Out<Interval>> {
  using Step = typename Run::Step;
  const Formula f = contract::function_of(in.function, in.x.shape[0]);
  typename Run::template Out<Interval> out;
  auto step = contract::first_step<Run, Interval>(in);
  for (std::int64_t k = 0;; ++k) {
    const auto value = calculus::evaluate(f, step.theta.data, calculus::Wanted::value);
    if (!value) return value.failure();
    auto gradient = calculus::reverse_product(f, step.theta, Tensor<Interval>({1}, {Interval(1)}));
    if (!gradient) return gradient.failure();
    step.gradient = std::move(*gradient);
    contract::record<Run, Interval>(out, step, (*value)[0]);
    if (k == in.steps) return out;
    const auto next = Wings<Step>::reference(step, variant);
    if (!next) return contract::detail::failure_of_run(Step::statement(), next.failure());
    contract::advance<Step, Interval>(step, *next);
  }
};

}  // namespace etalon::reference::optimization
