#include "verify/judge/verdict.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "reference/number/literal.hpp"

namespace etalon::verify {
namespace {

constexpr int exact_digits = 20;  // of the exact value in messages

std::string index_text(std::size_t flat, const Dimensions& shape) {
  if (shape.empty()) return "";
  Dimensions index(shape.size());
  for (std::size_t d = shape.size(); d-- > 0;) {
    index[d] = static_cast<std::int64_t>(flat) % shape[d];
    flat /= shape[d];
  }
  return shape_text(index);
}

Verdict failure(std::string clause, std::string reason, Outcome outcome = Outcome::fail) {
  Verdict verdict;
  verdict.outcome = outcome;
  verdict.clause = std::move(clause);
  verdict.reason = std::move(reason);
  verdict.used = std::numeric_limits<double>::infinity();
  verdict.rounded = false;
  return verdict;
}

/// The error of one entry, decided against its bound or not.
struct Entry {
  bool decided = true;
  bool passes = true;
  double units = 0;  ///< error over unit
  double used = 0;   ///< error over allowed
  bool rounded = true;
};

double ratio(const Interval& a, const Interval& b) {
  if (a.is_zero()) return 0;
  if (b.is_zero() || !a.is_finite()) return std::numeric_limits<double>::infinity();
  return (a / b).upper_double();
}

/// Not representable: then an infinity of its sign is as good as the largest number.
bool overflows(const Interval& y, const Interval& allowed, const Format& format) {
  return (y.magnitude() + allowed > exactly(format.largest()) * (1 + exactly(format.unit_roundoff()))).certainly();
}

Entry judge_entry(double obtained, const Interval& y, const Interval& allowed, const Interval& unit, const Format& format) {
  Entry entry;
  const auto nearest = round_to(y, format);
  entry.rounded = nearest && (*nearest == obtained || (std::isnan(*nearest) && std::isnan(obtained)));
  if (entry.rounded && !std::isnan(obtained)) {
    entry.units = std::isfinite(obtained) && y.is_finite() ? ratio((exactly(obtained) - y).magnitude(), unit) : 0;
    entry.used = std::isfinite(obtained) && y.is_finite() ? std::min(1.0, ratio((exactly(obtained) - y).magnitude(), allowed)) : 0;
    return entry;
  }
  if (std::isinf(obtained) && y.is_finite() && overflows(y, allowed, format) && (std::signbit(obtained) == (y < Interval(0)).certainly()))
    return entry;
  if (!std::isfinite(obtained) || !y.is_finite()) {
    entry.passes = false;
    entry.units = entry.used = std::numeric_limits<double>::infinity();
    return entry;
  }
  const Interval error = abs(exactly(obtained) - y);
  const Ternary within = error <= allowed;
  entry.decided = !within.is_unknown();
  entry.passes = within.certainly();
  entry.units = ratio(error, unit);
  entry.used = ratio(error, allowed);
  return entry;
}

/// Shape and dtype of everything that came back (clause C0); "" when they are as declared.
std::string form_error(const Request& request, const Reply& reply, const Values<Interval>& truth) {
  const Operation& op = *request.operation;
  for (std::size_t f = 0; f < op.outputs.size(); ++f) {
    const OutputInfo& field = op.outputs[f];
    if (!op.asks_for(field)) continue;
    const NamedOutput* found = nullptr;
    for (const NamedOutput& output : reply.outputs)
      if (output.name == field.name) found = &output;
    if (!found) return fmt::format("output {} is missing", field.name);
    const std::string dtype = field.kind == FieldKind::integer ? "int64" : request.format->name;
    if (found->dtype != dtype && !(dtype == "tf32" && found->dtype == "float32"))
      return fmt::format("output {} has dtype {}; expected {}", field.name, found->dtype, dtype);
    const bool list = field.kind == FieldKind::list;
    if (list != (if_list(found->value) != nullptr)) return fmt::format("output {} is {}", field.name, list ? "a tensor; expected a list of tensors" : "a list; expected a tensor");
    const auto expected = shapes_of(Values<Interval>{truth[f]})[0].shapes, given = shapes_of(Values<double>{found->value})[0].shapes;
    if (given.size() != expected.size()) return fmt::format("output {} has {} tensors; expected {}", field.name, given.size(), expected.size());
    for (std::size_t t = 0; t < given.size(); ++t)
      if (given[t] != expected[t])
        return fmt::format("output {}{} has shape {}; expected {}", field.name, list ? fmt::format("[{}]", t) : "", shape_text(given[t]), shape_text(expected[t]));
  }
  return "";
}

/// The outputs in the contract's order; analysis outputs stay empty.
Values<double> in_order(const Operation& op, const Reply& reply) {
  Values<double> values;
  for (const OutputInfo& field : op.outputs) {
    Value<double> value = Tensor<double>(Dimensions{}, {0});
    if (field.kind == FieldKind::integer) value = Tensor<std::int64_t>(Dimensions{}, {0});
    if (field.kind == FieldKind::list) value = TensorList<double>{};
    for (const NamedOutput& output : reply.outputs)
      if (output.name == field.name) value = output.value;
    values.push_back(std::move(value));
  }
  return values;
}

/// The first entry that is not finite, though the exact one has a place in the format.
std::optional<std::size_t> wrongly_nonfinite(const Tensor<double>& given, const Tensor<Interval>& exact, const Format& format) {
  for (std::size_t i = 0; i < given.size(); ++i)
    if (!std::isfinite(given[i]) &&
        !(std::isinf(given[i]) && overflows(exact[i], 0, format) && std::signbit(given[i]) == (exact[i] < Interval(0)).certainly()))
      return i;
  return std::nullopt;
}

bool any_nonfinite(const Values<double>& outputs) {
  for (const Value<double>& value : outputs)
    for (const Tensor<double>* tensor : real_tensors(value))
      for (double y : *tensor)
        if (!std::isfinite(y)) return true;
  return false;
}

void describe_entry(Verdict& verdict, const std::string& field, std::size_t i, const Dimensions& shape, const Interval& y, double obtained) {
  verdict.output = field;
  verdict.index = index_text(i, shape);
  verdict.exact = decimal_text(y, exact_digits);
  verdict.obtained = fmt::format("{}", obtained);
}

void merge(Verdict& verdict, const Entry& entry) {
  verdict.used = std::max(verdict.used, entry.used);
  verdict.inherent = std::max(verdict.inherent, entry.units);
  verdict.rounded = verdict.rounded && entry.rounded;
}

/// Judges the entries of one output that has a bound for each; false when the enclosures do not decide.
bool judge_pointwise(Verdict& verdict, const Request& request, std::size_t f, const Values<double>& outputs, const Truth& truth) {
  const OutputInfo& field = request.operation->outputs[f];
  if (field.kind == FieldKind::integer) {
    const auto& y = integers_of((*truth.certificate.value)[f]);
    const auto& given = integers_of(outputs[f]);
    for (std::size_t i = 0; i < y.size(); ++i)
      if (y[i] != given[i] && verdict.outcome == Outcome::pass) {
        verdict = failure(field.clause, fmt::format("{}{} is {}; exact {}", field.name, index_text(i, y.shape), given[i], y[i]));
      }
    return true;
  }
  const auto exact = real_tensors((*truth.certificate.value)[f]);
  const auto given = real_tensors(outputs[f]);
  double worst = -1;
  std::size_t at = 0;  // of the bounds, which stand in one row for all tensors of a list
  for (std::size_t t = 0; t < exact.size(); ++t) {
    const Tensor<Interval>& y = *exact[t];
    for (std::size_t i = 0; i < y.size(); ++i, ++at) {
      const bool bounded = at < truth.allowed[f].size();
      const Interval allowed = bounded ? truth.allowed[f][at] : Interval(0);
      const Interval unit = at < truth.unit[f].size() ? truth.unit[f][at] : allowed;
      const Entry entry = judge_entry((*given[t])[i], y[i], allowed, unit, *request.format);
      if (!entry.decided) return false;
      merge(verdict, entry);
      if (!entry.passes && entry.used > worst) {
        worst = entry.used;
        const double used = verdict.used, inherent = verdict.inherent;
        verdict = failure(field.clause, "");
        verdict.used = used;
        verdict.inherent = inherent;
        describe_entry(verdict, field.kind == FieldKind::list ? fmt::format("{}[{}]", field.name, t) : field.name, i, y.shape, y[i], (*given[t])[i]);
        verdict.units = bounded ? entry.units : std::numeric_limits<double>::infinity();
        verdict.bound = bounded ? ratio(allowed, unit) : 0;
        verdict.unit_name = bounded ? "inherent units" : "(exact)";
      }
    }
  }
  return true;
}

/// The place i inside entry k of a stepwise output: "[k]" where the entries are scalars, "[k, i]" where they are vectors.
std::string step_index(std::size_t k, const std::string& inside) {
  return fmt::format("[{}{}", k, inside.empty() ? "]" : ", " + inside.substr(1));
}

/// A stepwise output, whose entries along the first axis are the states: entry 0 as given, every other against one exact step
/// from the entry before it.
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
    if (at_step.outcome != Outcome::pass) {
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

Verdict judge_refusal(const Reply& reply, const Failure& expected, const Request& request) {
  for (const Clause& clause : request.operation->statement.clauses)
    if (clause.id == expected.clause && clause.kind == ClauseKind::precondition) return {};
  if (reply.kind == Reply::Kind::unsupported) return {};  // a function that nobody knows, say
  if (reply.kind == Reply::Kind::refused) {
    if (!reply.clause.empty() && reply.clause != expected.clause)
      return failure(expected.clause, fmt::format("refused by {} ({}), but the input breaks {}: {}", reply.clause, reply.message, expected.clause, expected.message));
    return {};
  }
  if (any_nonfinite(in_order(*request.operation, reply))) return {};
  return failure(expected.clause, fmt::format("a finite result for an input that must be refused: {}", expected.message));
}

void judge_requirements(Verdict& verdict, const Request& request, const Values<double>& outputs, const Truth& truth) {
  const Operation& op = *request.operation;
  for (const Requirement& requirement : op.requirements) {
    Checks checks;
    try {
      Precision guard(2400);  // inputs and outputs are doubles of any exponent: sums of products of two are exact
      requirement.check(checks, enclose(request.inputs), enclose(outputs), *truth.certificate.value, truth.sizes, *request.format, request.variant);
    } catch (const Undecided& undecided) {
      verdict = failure(requirement.clause, undecided.what(), Outcome::undecided);
      return;
    }
    verdict.used = std::max(verdict.used, checks.used());
    if (checks.violation() && verdict.outcome == Outcome::pass) {
      verdict = failure(requirement.clause, *checks.violation());
      return;
    }
  }
}

Verdict judge_outputs(const Request& request, const Reply& reply, const Truth& truth, bool& decided) {
  const Operation& op = *request.operation;
  if (const std::string wrong = form_error(request, reply, *truth.certificate.value); !wrong.empty()) return failure("C0", wrong);
  const Values<double> outputs = in_order(op, reply);
  Verdict verdict;
  bool overflowed = false;  // with the exact result, which is finite: there is nothing to take a residual of
  for (std::size_t f = 0; f < op.outputs.size() && verdict.outcome == Outcome::pass; ++f) {
    switch (op.outputs[f].grade) {
      case Grade::exact:
      case Grade::inherent:
      case Grade::textbook:
        if (!judge_pointwise(verdict, request, f, outputs, truth)) decided = false;
        break;
      case Grade::stepwise: {
        const Verdict steps = judge_steps(request, f, outputs);
        if (steps.outcome != Outcome::pass) return steps;
        verdict.used = std::max(verdict.used, steps.used);
        verdict.inherent = std::max(verdict.inherent, steps.inherent);
        break;
      }
      case Grade::backward:
      case Grade::laws:
        verdict.rounded = false;
        if (const auto given = if_real(outputs[f]); given && !overflowed) {
          const Tensor<Interval>& exact = real_of((*truth.certificate.value)[f]);
          for (std::size_t i = 0; i < given->size(); ++i) overflowed = overflowed || (!std::isfinite((*given)[i]) && exact[i].is_finite());
          if (const auto i = wrongly_nonfinite(*given, exact, *request.format))
            verdict = failure(op.outputs[f].clause, fmt::format("{}{} is {}; exact {}", op.outputs[f].name, index_text(*i, exact.shape), (*given)[*i],
                                                                decimal_text(exact[*i], exact_digits)));
        }
        break;
      case Grade::analysis: break;
    }
  }
  if (decided && !overflowed && verdict.outcome == Outcome::pass) judge_requirements(verdict, request, outputs, truth);
  return verdict;
}

}  // namespace

std::string text(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: return "pass";
    case Outcome::variant: return "variant";
    case Outcome::ill_posed: return "ill_posed";
    case Outcome::unsupported: return "unsupported";
    case Outcome::undecided: return "undecided";
    case Outcome::fail: return "fail";
    case Outcome::crash: return "crash";
    case Outcome::timeout: return "timeout";
  }
  return "";
}

Verdict judge(const Request& request, const Reply& reply) {
  const Operation& op = *request.operation;
  switch (reply.kind) {
    case Reply::Kind::crash: return failure("", reply.message, Outcome::crash);
    case Reply::Kind::timeout: return failure("", reply.message, Outcome::timeout);
    case Reply::Kind::garbage: return failure("C0", "unreadable answer: " + reply.message);
    case Reply::Kind::error: return failure("", "the implementation failed: " + reply.message);
    default: break;
  }
  for (const int slack : {10, 60, 240}) {
    Precision guard(128);
    const Truth truth = truth_of(op, request.inputs, request.variant, *request.format, slack);
    if (truth.certificate.domain) return judge_refusal(reply, *truth.certificate.domain, request);
    if (reply.kind == Reply::Kind::unsupported) return failure("", reply.message, Outcome::unsupported);
    if (truth.certificate.undecided) return failure("", truth.certificate.reason, Outcome::undecided);
    if (reply.kind == Reply::Kind::refused)
      return failure(reply.clause, fmt::format("refused an input inside the domain: {}", reply.message));
    bool decided = true;
    const Verdict verdict = judge_outputs(request, reply, truth, decided);
    if (decided) return verdict;
  }
  return failure("", "the error lies on its bound to within 2^-240 of it", Outcome::undecided);
}

}  // namespace etalon::verify
