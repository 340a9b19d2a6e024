#include "verify/judge/outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "verify/judge/describe.hpp"
#include "verify/judge/entry.hpp"
#include "verify/judge/form.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/judge/grades.hpp"
#include "verify/judge/steps.hpp"
#include "verify/trial/doubts.hpp"

namespace etalon::verify {
namespace {

/// The first entry that is not finite, though the exact one has a place in the format.
std::optional<std::size_t> wrongly_nonfinite(const Tensor<double>& given, const Tensor<Interval>& exact, const Format& format) {
  for (std::size_t i = 0; i < given.size(); ++i)
    if (!std::isfinite(given[i]) && !is_overflow_of(given[i], exact[i], 0, format)) return i;
  return std::nullopt;
}

bool allows_infinity(const Operation& op, std::size_t output) {
  return std::find(op.may_be_infinite.begin(), op.may_be_infinite.end(), op.outputs[output].name) != op.may_be_infinite.end();
}

void merge(Verdict& verdict, const Entry& entry) {
  verdict.used = std::max(verdict.used, entry.used);
  verdict.inherent = std::max(verdict.inherent, entry.units);
  verdict.rounded = verdict.rounded && entry.rounded;
}

/// The correct significant digits of an entry: −log₁₀ of its relative error.
double correct_digits(double obtained, const Interval& y) {
  if (!std::isfinite(obtained) || !y.is_finite()) return -std::numeric_limits<double>::infinity();
  const double relative = ratio((exactly(obtained) - y).magnitude(), y.magnitude());
  return relative == 0 ? std::numeric_limits<double>::infinity() : -std::log10(relative);
}

void judge_integers(Verdict& verdict, const OutputInfo& field, const Tensor<std::int64_t>& y, const Tensor<std::int64_t>& given) {
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (y[i] == given[i]) continue;
    if (verdict.outcome == Outcome::pass) verdict = failure(field.clause, fmt::format("{}{} is {}; exact {}", field.name, index_text(i, y.shape), given[i], y[i]));
    ++verdict.bad;
  }
  verdict.entries += y.size();
}

/// At a kink every number between the one-sided derivatives is right.
bool lies_between(double obtained, const Interval& slopes, const Interval& allowed) {
  return std::isfinite(obtained) && (exactly(obtained) >= slopes.infimum() - allowed).certainly() && (exactly(obtained) <= slopes.supremum() + allowed).certainly();
}

/// What a judgement is for: a report shows the worst entry, and how many are bad; of others' fate the first bad one decides.
enum class Asked { verdict, whether_it_passes };

/// Judges the entries of one output that has a bound for each; false when the enclosures do not decide.
bool judge_pointwise(Verdict& verdict, const Request& request, std::size_t f, const Values<double>& outputs, const Truth& truth, Asked asked) {
  const OutputInfo& field = request.operation->outputs[f];
  if (field.kind == FieldKind::integer) {
    judge_integers(verdict, field, integers_of((*truth.certificate.value)[f]), integers_of(outputs[f]));
    return true;
  }
  const auto exact = real_tensors((*truth.certificate.value)[f]);
  const auto given = real_tensors(outputs[f]);
  const std::size_t count = std::accumulate(exact.begin(), exact.end(), std::size_t{0}, [](std::size_t sum, const Tensor<Interval>* y) { return sum + y->size(); });
  const Precision quick(Precision::hardware);  // decides nearly all
  const Interval u = exactly(request.format->unit_roundoff()), eta = exactly(request.format->spacing_at_zero());
  std::optional<Subdifferential> kinks;
  double worst = -1;
  std::size_t at = 0;  // of the bounds, which stand in one row for all tensors of a list
  for (std::size_t t = 0; t < exact.size(); ++t) {
    const Tensor<Interval>& y = *exact[t];
    for (std::size_t i = 0; i < y.size(); ++i, ++at) {
      const bool bounded = at < truth.allowed[f].size();
      const Interval allowed = bounded ? truth.allowed[f][at] : Interval(0);
      const Interval unit = at < truth.unit[f].size() ? truth.unit[f][at] : request.in_units ? allowed : u * y[i].mignitude() + eta;
      Entry entry = judge_entry((*given[t])[i], y[i], allowed, unit, *request.format);
      if (entry.passes && entry.decided) {
        merge(verdict, entry);
        continue;
      }
      const Precision guard(128);
      entry = judge_entry((*given[t])[i], y[i], allowed, unit, *request.format);
      if (!entry.passes && !kinks) kinks = subdifferential(*request.operation, enclose(request.inputs), field.name, count, exactly(request.formats().coarsest().unit_roundoff()), request.variant);
      if (!entry.passes && kinks->count(at) && lies_between((*given[t])[i], kinks->at(at), allowed)) entry = {};
      if (!entry.decided) return false;
      merge(verdict, entry);
      if (entry.passes) continue;
      ++verdict.bad;
      if (asked == Asked::whether_it_passes) {
        verdict = failure(field.clause, "");
        return true;
      }
      if (entry.used <= worst) continue;
      worst = entry.used;
      Verdict broken = failure(field.clause, "");
      broken.used = verdict.used;
      broken.inherent = verdict.inherent;
      broken.bad = verdict.bad;
      broken.entries = verdict.entries;
      describe_entry(broken, field.kind == FieldKind::list ? fmt::format("{}[{}]", field.name, t) : field.name, i, y.shape, y[i], (*given[t])[i]);
      broken.units = bounded ? entry.units : std::numeric_limits<double>::infinity();
      broken.bound = bounded ? ratio(allowed, unit) : 0;
      broken.unit_name = bounded ? "inherent units" : "(exact)";
      broken.digits = correct_digits((*given[t])[i], y[i]);
      verdict = std::move(broken);
    }
  }
  verdict.entries += at;
  return true;
}

/// What was given or returned, exactly: as balls, whatever the precision of the guard. In the thousands of bits that laws have, a number is fifty times as large.
Values<Interval> points(const Values<double>& values) {
  return transform<Interval>(values, [](double x, std::size_t) { return std::isfinite(x) ? Interval(Ball::of(x)) : exactly(x); });
}

/// Changes every real entry in place.
template <class T, class Change>
void change_entries(Value<T>& value, Change change) {
  if (auto* x = if_real(value))
    for (T& entry : *x) change(entry);
  if (auto* list = if_list(value))
    for (Tensor<T>& x : *list)
      for (T& entry : x) change(entry);
}

/// The outputs as a law sees them: as they were returned, or widened by their bounds.
Values<Interval> seen(const Operation& op, const Values<double>& outputs, const Truth& truth, View view) {
  Values<Interval> values = points(outputs);
  if (view != View::bounds) return values;
  for (std::size_t f = 0; f < op.outputs.size(); ++f) {
    std::size_t at = 0;
    change_entries(values[f], [&](Interval& y) {
      if (at < truth.allowed[f].size() && y.is_finite()) y += Interval::between(-truth.allowed[f][at], truth.allowed[f][at]);
      ++at;
    });
  }
  return values;
}

/// Does the law hold of what was returned, by balls of doubles already? They say so of nearly all.
bool holds_in_hardware(const CommonLaw& law, Values<Interval>& in, Values<Interval>& out, std::size_t variant) try {
  const Precision guard(Precision::hardware);
  Checks checks(View::returned);
  const std::uint64_t before = doubts_met();
  law.check(checks, in, out, variant);
  return !checks.violation() && doubts_met() == before;
} catch (const Undecided&) {
  return false;
} catch (const Refused&) {
  return false;
}

/// The first law that these outputs break.
std::optional<std::pair<const CommonLaw*, std::string>> broken_law(const Request& request, const Values<double>& outputs, const Truth& truth, View view) {
  if (request.operation->laws.empty()) return std::nullopt;
  const Precision guard(view == View::returned ? 2400 : 256);
  Values<Interval> in = points(request.inputs), out = seen(*request.operation, outputs, truth, view);
  for (const CommonLaw& law : request.operation->laws) {
    if (view == View::returned && holds_in_hardware(law, in, out, request.variant)) continue;
    Checks checks(view);
    try {
      law.check(checks, in, out, request.variant);
    } catch (const Undecided&) {
      continue;
    } catch (const Refused&) {
      continue;
    }
    if (checks.violation()) return std::pair(&law, *checks.violation());
  }
  return std::nullopt;
}

/// The laws of every output, then the requirements. `silence` tells why one of them said nothing.
void judge_laws(Verdict& verdict, const Request& request, const Values<double>& outputs, const Truth& truth, std::string& silence) {
  if (const auto broken = broken_law(request, outputs, truth, View::returned)) {
    verdict = failure(broken->first->clause, broken->second);
    return;
  }
  for (const Requirement& requirement : request.operation->requirements) {
    Checks checks;
    try {
      checks = check(requirement, request, outputs, truth);
    } catch (const Undecided& undecided) {
      verdict = failure(requirement.clause, undecided.what(), Outcome::undecided);
      return;
    }
    verdict.used = std::max(verdict.used, checks.used());
    if (silence.empty()) silence = checks.silence();
    if (checks.violation()) {
      verdict = failure(requirement.clause, *checks.violation());
      return;
    }
  }
}

/// Has an entry overflowed with the exact result, which is finite? Then there is nothing to take a residual of.
bool has_overflowed(const Tensor<double>& given, const Tensor<Interval>& exact) {
  for (std::size_t i = 0; i < given.size(); ++i)
    if (!std::isfinite(given[i]) && exact[i].is_finite()) return true;
  return false;
}

/// Which law falls with a bound: it says more than the bound does.
std::string law_behind(const Request& request, const Values<double>& outputs, const Truth& truth) {
  if (const auto broken = broken_law(request, outputs, truth, View::bounds)) return broken->first->clause + " (" + broken->first->text + "): " + broken->second;
  if (const auto broken = broken_law(request, outputs, truth, View::returned)) return broken->first->clause + " (" + broken->first->text + "): " + broken->second;
  return "";
}

/// Judges every output by its grade, then by the laws.
Verdict judge_values(const Request& request, const Values<double>& outputs, const Truth& truth, bool& decided, std::string& silence, Asked asked = Asked::verdict) {
  const Operation& op = *request.operation;
  Verdict verdict;
  bool overflowed = false;
  for (std::size_t f = 0; f < op.outputs.size() && verdict.outcome == Outcome::pass; ++f) {
    const Tensor<double>* given = if_real(outputs[f]);
    const Tensor<Interval>* exact = given ? &real_of((*truth.certificate.value)[f]) : nullptr;
    const bool judged_as_it_is = given && allows_infinity(op, f) && std::none_of(given->begin(), given->end(), [](double y) { return std::isnan(y); });
    overflowed = overflowed || (given && !judged_as_it_is && op.asks_for(op.outputs[f]) && has_overflowed(*given, *exact));
    switch (op.outputs[f].grade) {
      case Grade::exact:
      case Grade::inherent:
      case Grade::textbook:
        if (!judge_pointwise(verdict, request, f, outputs, truth, asked)) decided = false;
        break;
      case Grade::stepwise: break;  // below, all of them together
      case Grade::backward:
      case Grade::laws:
        verdict.rounded = false;
        if (!given || judged_as_it_is) break;
        if (const auto i = wrongly_nonfinite(*given, *exact, *request.format))
          verdict = failure(op.outputs[f].clause, fmt::format("{}{} is {}; exact {}", op.outputs[f].name, index_text(*i, exact->shape), (*given)[*i], exact_text((*exact)[*i])));
        break;
      case Grade::analysis: break;
    }
  }
  if (op.steps && verdict.outcome == Outcome::pass) {
    const Verdict steps = judge_steps(request, outputs);
    if (steps.outcome != Outcome::pass) return steps;
    verdict.used = std::max(verdict.used, steps.used);
    verdict.inherent = std::max(verdict.inherent, steps.inherent);
    verdict.rounded = verdict.rounded && steps.rounded;
  }
  if (decided && !overflowed && verdict.outcome == Outcome::pass) judge_laws(verdict, request, outputs, truth, silence);
  return verdict;
}

bool any_nonzero(const Operation& op, const Values<double>& values) {
  for (std::size_t f = 0; f < values.size(); ++f) {
    if (!op.asks_for(op.outputs[f])) continue;
    if (const auto* k = if_integers(values[f]); k && std::any_of(k->begin(), k->end(), [](std::int64_t entry) { return entry != 0; })) return true;
    for (const Tensor<double>* x : real_tensors(values[f]))
      if (std::any_of(x->begin(), x->end(), [](double entry) { return entry != 0; })) return true;
  }
  return false;
}

/// Is any entry another number?
bool differ(const Values<double>& a, const Values<double>& b) {
  for (std::size_t f = 0; f < a.size(); ++f) {
    const auto x = real_tensors(a[f]), y = real_tensors(b[f]);
    for (std::size_t t = 0; t < x.size(); ++t)
      for (std::size_t i = 0; i < x[t]->size(); ++i)
        if ((*x[t])[i] != (*y[t])[i]) return true;
  }
  return false;
}

/// Would these values pass as well?
bool passes(const Request& request, const Values<double>& outputs, Truth& truth) {
  const Operation& op = *request.operation;
  if (truth.is_bracketed() && !has_kinks(op) && is_beyond_upper_ends(truth, outputs)) return false;
  if (truth.is_bracketed()) sweep_undecided(truth, op, request.inputs, request.variant, request.formats(), outputs);
  bool decided = true;
  std::string silence;
  const Outcome outcome = judge_values(request, outputs, truth, decided, silence, Asked::whether_it_passes).outcome;
  return decided && (outcome == Outcome::pass || outcome == Outcome::vacuous);
}

/// Would zeros in place of these outputs pass as well, or their negatives, but for signs that are free? Then passing says nothing; "" when neither does.
std::string passes_too(const Request& request, const Values<double>& outputs, Truth& truth) {
  const Operation& op = *request.operation;
  if (!any_nonzero(op, outputs)) return "";
  Values<double> zeros = outputs, negative = outputs;
  for (Value<double>& value : zeros) {
    if (auto* k = if_integers(value)) std::fill(k->begin(), k->end(), 0);
    change_entries(value, [](double& entry) { entry = 0; });
  }
  if (passes(request, zeros, truth)) return "zeros would pass too: the bound is as large as the result";
  zeros = outputs;  // where the sign counts
  for (std::size_t f = 0; f < op.outputs.size(); ++f)
    if (!free_in_sign(request, truth, op.outputs[f].name)) {
      change_entries(negative[f], [](double& entry) { entry = -entry; });
      change_entries(zeros[f], [](double& entry) { entry = 0; });
    }
  const bool said = differ(outputs, negative) && passes(request, negative, truth) && !passes(request, zeros, truth);
  return said ? "the negative would pass too: the bound is twice as large as the result" : "";
}

}  // namespace

Checks check(const Requirement& requirement, const Request& request, const Values<double>& outputs, const Truth& truth) {
  const auto beside = [&](const Values<Interval>& exact) {
    Checks checks;
    const Precision guard(2400);  // inputs and outputs are doubles of any exponent: sums of products of two are exact
    requirement.check(checks, points(request.inputs), points(outputs), exact, truth.sizes, request.formats().coarsest(), request.variant);
    return checks;
  };
  if (truth.certificate.bits != Precision::hardware) return beside(*truth.certificate.value);
  // Exact outputs that doubles enclose are wide: what they leave open, narrower ones need not.
  try {
    const std::uint64_t before = doubts_met();
    Checks checks = beside(*truth.certificate.value);
    if (!checks.violation() && checks.silence().empty() && doubts_met() == before) return checks;
  } catch (const Undecided&) {
  }
  const Truth finer = truth_of(*request.operation, request.inputs, request.variant, request.formats(), 10, Units::of_bounds, false);
  return beside(finer.certificate.value ? *finer.certificate.value : *truth.certificate.value);
}

Verdict judge_outputs(const Request& request, const Reply& reply, Truth& truth, bool& decided, bool is_read) {
  const Form form = form_of(request, reply, *truth.certificate.value);
  if (!form.error.empty()) return failure("C0", form.error);
  const Values<double> outputs = in_order(*request.operation, reply);
  std::string silence;
  const std::size_t beyond = truth.is_bracketed() ? sweep_undecided(truth, *request.operation, request.inputs, request.variant, request.formats(), outputs) : 0;
  std::optional<std::size_t> grade;
  if (request.accepted > 0) {
    grade = grade_reached(request, outputs, truth, decided);
    accept_grade(truth, request);
  }
  Verdict verdict = judge_values(request, outputs, truth, decided, silence);
  if (!grade && is_read && grades_of(*request.operation)) grade = verdict.outcome == Outcome::pass ? 0 : grade_reached(request, outputs, truth, decided);
  verdict.grade = grade;
  verdict.remark = form.remark;
  if (beyond > 0) verdict.remark += fmt::format("{}{} entries were judged by the upper end of their bound alone", verdict.remark.empty() ? "" : "; ", beyond);
  if (!decided) return verdict;
  if (verdict.outcome == Outcome::pass) {
    const std::string why = passes_too(request, outputs, truth);
    if (!why.empty()) verdict.outcome = Outcome::vacuous;
    if (!why.empty()) verdict.reason = silence.empty() ? why : "no theorem holds: " + silence;
  }
  if (is_read && verdict.outcome == Outcome::fail && !verdict.output.empty()) verdict.law = law_behind(request, outputs, truth);
  return verdict;
}

}  // namespace etalon::verify
