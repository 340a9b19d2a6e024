#pragma once
#include <algorithm>

#include "reference/contract/optimizer_run.hpp"
#include "verify/language/mutants.hpp"

/// What an optimizer's runs on functions are spoilt by: `mutants_of_run<AdamRun>()`.
namespace etalon::verify {

template <class Run>
Mutants<Run> mutants_of_run() {
  auto all = mutants<Run>();
  all.spoils("start_left_out", "the states after the start, and the last one twice", [](auto& out, const auto& in) {
       if (in.steps > 0) std::copy(out.iterates.begin() + static_cast<std::ptrdiff_t>(in.x.size()), out.iterates.end(), out.iterates.begin());
     })
      .spoils("value_before", "the value of the state before", [](auto& out, const auto& in) {
        if (in.steps > 0) std::copy_backward(out.values.begin(), out.values.end() - 1, out.values.end());
      })
      .spoils("stale_gradients", "gradients are not cleared: each is the sum of those so far", [](auto& out, const auto& in) {
        for (std::size_t i = in.x.size(); i < out.gradients.size(); ++i) out.gradients[i] += out.gradients[i - in.x.size()];
      })
      .add("gradient_of_the_start", "the gradient is taken once", []<class T>(const typename Run::template In<T>& in, typename etalon::detail::VariantOf<Run>::type variant) {
        auto out = Wings<Run>::fast(in, variant);
        if (!out || in.steps == 0) return out;
        auto step = contract::first_step<Run, T>(in);
        step.gradient = Tensor<T>(in.x.shape, std::vector<T>(out->gradients.begin(), out->gradients.begin() + static_cast<std::ptrdiff_t>(in.x.size())));
        for (std::int64_t k = 1; k <= in.steps; ++k) {
          const auto next = Wings<typename Run::Step>::fast(step, variant);
          if (!next) break;
          contract::advance<typename Run::Step, T>(step, *next);
          std::copy(step.theta.begin(), step.theta.end(), out->iterates.begin() + static_cast<std::ptrdiff_t>(in.x.size()) * k);
        }
        return out;
      })
      .add("state_forgotten", "every step is taken from the first state: the optimizer is made anew in the loop", []<class T>(const typename Run::template In<T>& in, typename etalon::detail::VariantOf<Run>::type variant) {
        auto out = Wings<Run>::fast(in, variant);
        auto one = in;
        one.steps = 1;
        for (std::int64_t k = 1; out && k <= in.steps; ++k) {
          const auto next = Wings<Run>::fast(one, variant);
          if (!next) break;
          one.x.data.assign(next->iterates.begin() + static_cast<std::ptrdiff_t>(in.x.size()), next->iterates.end());
          std::copy(one.x.begin(), one.x.end(), out->iterates.begin() + static_cast<std::ptrdiff_t>(in.x.size()) * k);
        }
        return out;
      });
  return all;
}

}  // namespace etalon::verify
