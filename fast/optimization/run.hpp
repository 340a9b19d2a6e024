#pragma once
#include <algorithm>
#include <cmath>

#include "fast/optimization/walk.hpp"
#include "reference/contract/optimizer_run.hpp"

namespace etalon::fast::optimization {

template <class T>
bool is_finite(const Tensor<T>& x) {
  return std::all_of(x.begin(), x.end(), [](T entry) { return std::isfinite(entry); });
}
template <class T>
bool is_finite(T x) { return std::isfinite(x); }

/// One tape for all states; what follows from a state beyond the range follows from nothing, and stays there.
template <class Run>
constexpr auto run = []<class T>(const typename Run::template In<T>& in, typename etalon::detail::VariantOf<Run>::type variant) -> Result<typename Run::template Out<T>> {
  using Step = typename Run::Step;
  Walk<T> walk(in.function, in.x.shape[0]);
  typename Run::template Out<T> out;
  auto step = contract::first_step<Run, T>(in);
  for (std::int64_t k = 0;; ++k) {
    if (auto failure = walk.look(step.theta.data)) return *failure;
    step.gradient = Tensor<T>(in.x.shape, walk.gradient);
    contract::record<Run, T>(out, step, walk.value);
    if (k == in.steps) return out;
    bool in_range = is_finite(step.gradient);
    contract::each_state<Step, T>(step, [&](std::size_t, const auto& state) { in_range = in_range && is_finite(state); });
    if (!in_range) continue;
    const auto next = Wings<Step>::fast(step, variant);
    if (!next) return contract::detail::failure_of_run(Step::statement(), next.failure());
    contract::advance<Step, T>(step, *next);
  }
};

}  // namespace etalon::fast::optimization
