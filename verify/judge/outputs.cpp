#include "verify/judge/outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "verify/judge/describe.hpp"
#include "verify/judge/entry.hpp"
#include "verify/judge/form.hpp"
#include "verify/judge/steps.hpp"

namespace etalon::verify {
namespace {

/// The first entry that is not finite, though the exact one has a place in the format.
std::optional<std::size_t> wrongly_nonfinite(const Tensor<double>& given, const Tensor<Interval>& exact, const Format& format) {
  for (std::size_t i = 0; i < given.size(); ++i)
    if (!std::isfinite(given[i]) && !is_overflow_of(given[i], exact[i], 0, format)) return i;
  return std::nullopt;
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

void judge_requirements(Verdict& verdict, const Request& request, const Values<double>& outputs, const Truth& truth) {
  for (const Requirement& requirement : request.operation->requirements) {
    Checks checks;
    try {
      checks = check(requirement, request, outputs, truth);
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

}  // namespace

Checks check(const Requirement& requirement, const Request& request, const Values<double>& outputs, const Truth& truth) {
  Checks checks;
  const Precision guard(2400);  // inputs and outputs are doubles of any exponent: sums of products of two are exact
  requirement.check(checks, enclose(request.inputs), enclose(outputs), *truth.certificate.value, truth.sizes, *request.format, request.variant);
  return checks;
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
                                                                exact_text(exact[*i])));
        }
        break;
      case Grade::analysis: break;
    }
  }
  if (decided && !overflowed && verdict.outcome == Outcome::pass) judge_requirements(verdict, request, outputs, truth);
  return verdict;
}

}  // namespace etalon::verify
