#include "verify/judge/steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/judge/describe.hpp"

namespace etalon::verify {
namespace {

/// The place i inside entry k of a stepwise output: "[k]" where the entries are scalars, "[k, i]" where they are vectors.
std::string step_index(std::size_t k, const std::string& inside) {
  return fmt::format("[{}{}", k, inside.empty() ? "]" : ", " + inside.substr(1));
}

template <class List>
auto* named(List& list, const std::string& name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& field) { return field.name == name; });
  return found == list.end() ? nullptr : &*found;
}

/// Entry k of what was reported.
Value<double> entry(const Value<double>& reported, std::size_t k) {
  const auto of = [&](const auto& all) {
    const Dimensions shape(all.shape.begin() + 1, all.shape.end());
    const auto size = static_cast<std::ptrdiff_t>(count_of(shape)), at = static_cast<std::ptrdiff_t>(k) * size;
    return std::decay_t<decltype(all)>(shape, {all.begin() + at, all.begin() + at + size});
  };
  if (const auto* integers = if_integers(reported)) return of(*integers);
  return of(real_of(reported));
}

/// One run, entry by entry.
class Entries {
 public:
  Entries(const Request& request, const Values<double>& outputs) : request_(request), op_(*request.operation), outputs_(outputs) {}

  Verdict judge_states() {
    const Operation& step = *Registry::find(op_.steps->operation);
    for (std::size_t k = 0; k < entries_of(*state_of(op_, 0)) && verdict_.outcome == Outcome::pass; ++k) {
      if (k > 0 && !finite_before(k)) break;  // it has left the range of the format: what follows follows from nothing
      const Request one = request_for(*op_.steps, k);
      Reply reply{Reply::Kind::outputs, {}};
      for (std::size_t i = 0; i < step.outputs.size(); ++i) {
        const OutputInfo& output = *state_of(op_, i);
        if (k == 0) starts(output, one.inputs[static_cast<std::size_t>(start_of(step, step.outputs[i]) - step.inputs.data())]);
        reply.outputs.push_back(given(step.outputs[i], output, k));
      }
      if (k > 0) merge(judge(one, reply), k, "one step from the state before it", [&](const std::string& name) {
        const OutputInfo* of = named(step.outputs, name);
        return of ? state_of(op_, static_cast<std::size_t>(of - step.outputs.data())) : state_of(op_, 0);
      });
    }
    return verdict_;
  }

  void judge_measures() {
    for (const auto& [name, measure] : op_.measures) {
      const OutputInfo* output = named(op_.outputs, name);
      const Operation& at_state = *Registry::find(measure.operation);
      for (std::size_t k = 0; k < entries_of(*output) && verdict_.outcome == Outcome::pass; ++k)
        merge(judge(request_for(measure, k), {Reply::Kind::outputs, {given(at_state.outputs[0], *output, k)}}), k, at_state.name() + " of its state",
              [&](const std::string&) { return output; });
    }
  }
  const Verdict& verdict() const { return verdict_; }

 private:
  bool finite_before(std::size_t k) const {
    for (std::size_t i = 0; const OutputInfo* output = state_of(op_, i); ++i) {
      const Value<double> state = entry(reported(*output), k - 1);
      if (if_real(state) && !std::all_of(real_of(state).begin(), real_of(state).end(), [](double x) { return std::isfinite(x); })) return false;
    }
    return true;
  }
  const Value<double>& reported(const OutputInfo& output) const { return outputs_[static_cast<std::size_t>(&output - op_.outputs.data())]; }
  std::size_t entries_of(const OutputInfo& output) const {
    const Value<double>& all = reported(output);
    return static_cast<std::size_t>(if_integers(all) ? integers_of(all).shape[0] : real_of(all).shape[0]);
  }
  Request request_for(const Steps& judged_by, std::size_t k) const {
    Request one{Registry::find(judged_by.operation), request_.variant, request_.format, judged_by.inputs(request_.inputs, outputs_, k)};
    one.mixed = request_.mixed;
    one.in_units = false;  // a sweep for each entry of each state would be for no report: these outputs are judged stepwise
    return one;
  }
  NamedOutput given(const OutputInfo& as, const OutputInfo& output, std::size_t k) const {
    return {as.name, as.kind == FieldKind::integer ? "int64" : request_.format->name, entry(reported(output), k)};
  }

  /// Entry 0 is the start itself.
  void starts(const OutputInfo& output, const Value<double>& start) {
    if (!if_real(start) || verdict_.outcome != Outcome::pass) return;
    const Value<double> first = entry(reported(output), 0);
    for (std::size_t i = 0; i < real_of(first).size(); ++i) {
      const double is = real_of(first)[i], should_be = real_of(start)[i];
      if (is != should_be)
        verdict_ = failure(output.clause, fmt::format("{}{} is {}; the start is {}", output.name, step_index(0, index_text(i, real_of(first).shape)), is, should_be));
    }
  }

  template <class OutputOf>
  void merge(Verdict of_entry, std::size_t k, const std::string& should_be, OutputOf output_of) {
    verdict_.used = std::max(verdict_.used, of_entry.used);
    verdict_.inherent = std::max(verdict_.inherent, of_entry.inherent);
    verdict_.rounded = verdict_.rounded && of_entry.rounded;
    if (of_entry.outcome == Outcome::pass || of_entry.outcome == Outcome::vacuous) return;
    const OutputInfo& output = *output_of(of_entry.output);
    const bool scalars = shape_of(entry(reported(output), k)).empty();
    of_entry.output = output.name;
    of_entry.index = step_index(k, of_entry.index);
    of_entry.clause = output.clause;
    if (of_entry.reason.empty()) of_entry.reason = fmt::format("not {}{}", should_be, scalars && k > 0 && if_real(reported(output)) ? fmt::format(", {}", real_of(reported(output))[k - 1]) : "");
    else if (!scalars) of_entry.reason = fmt::format("{}[{}] is not {}: {}", output.name, k, should_be, of_entry.reason);
    verdict_ = of_entry;
  }

  static Dimensions shape_of(const Value<double>& value) { return if_integers(value) ? integers_of(value).shape : real_of(value).shape; }

  const Request& request_;
  const Operation& op_;
  const Values<double>& outputs_;
  Verdict verdict_;
};

}  // namespace

Verdict judge_steps(const Request& request, const Values<double>& outputs) {
  Entries entries(request, outputs);
  if (!request.operation->steps || entries.judge_states().outcome == Outcome::pass) entries.judge_measures();
  return entries.verdict();
}

}  // namespace etalon::verify
