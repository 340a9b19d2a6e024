#include "verify/judge/steps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verify/judge/describe.hpp"

namespace etalon::verify {
namespace {

/// The place i inside entry k of a stepwise output: "[k]" where the entries are scalars, "[k, i]" where they are vectors.
std::string step_index(std::size_t k, const std::string& inside) {
  return fmt::format("[{}{}", k, inside.empty() ? "]" : ", " + inside.substr(1));
}

}  // namespace

Verdict judge_steps(const Request& request, std::size_t f, const Values<double>& outputs) {
  const Operation& op = *request.operation;
  const Operation* step = Registry::find(op.steps->operation);
  const Tensor<double>& reported = real_of(outputs[f]);
  const Dimensions shape(reported.shape.begin() + 1, reported.shape.end());
  const auto size = static_cast<std::ptrdiff_t>(count_of(shape));
  Verdict verdict;
  for (std::size_t k = 0; k < static_cast<std::size_t>(reported.shape[0]); ++k) {
    const auto at = reported.begin() + static_cast<std::ptrdiff_t>(k) * size;
    const Tensor<double> state(shape, {at, at + size});
    const Request one{step, request.variant, request.format, op.steps->inputs(request.inputs, outputs, k)};
    if (k == 0) {
      // The state before the first step is the start itself: the step's own input.
      const Tensor<double>& start = real_of(one.inputs.back());
      for (std::size_t i = 0; i < state.size(); ++i)
        if (state[i] != start[i])
          return failure(op.outputs[f].clause, fmt::format("{}{} is {}; the start is {}", op.outputs[f].name, step_index(0, index_text(i, shape)), state[i], start[i]));
      continue;
    }
    Reply reply{Reply::Kind::outputs, {{step->outputs[0].name, request.format->name, state}}};
    Verdict at_step = judge(one, reply);
    verdict.used = std::max(verdict.used, at_step.used);
    verdict.inherent = std::max(verdict.inherent, at_step.inherent);
    verdict.rounded = verdict.rounded && at_step.rounded;
    if (at_step.outcome != Outcome::pass && at_step.outcome != Outcome::vacuous) {
      at_step.output = op.outputs[f].name;
      at_step.index = step_index(k, at_step.index);
      at_step.clause = op.outputs[f].clause;
      if (at_step.reason.empty())
        at_step.reason = fmt::format("not one step from {}[{}]{}", at_step.output, k - 1, shape.empty() ? fmt::format(" = {}", reported[k - 1]) : "");
      else if (!shape.empty())
        at_step.reason = fmt::format("{}[{}] is not one step from the state before it: {}", at_step.output, k, at_step.reason);
      return at_step;
    }
  }
  return verdict;
}

}  // namespace etalon::verify
