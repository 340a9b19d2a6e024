#include "verify/judge/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reference/number/certify.hpp"
#include "verify/judge/describe.hpp"

namespace etalon::verify {
namespace {

template <class Condition>
bool any_entry(const Values<double>& values, Condition condition) {
  for (const Value<double>& value : values)
    for (const Tensor<double>* tensor : real_tensors(value))
      if (std::any_of(tensor->begin(), tensor->end(), condition)) return true;
  return false;
}

bool is_empty(const Reply& reply) {
  return !reply.outputs.empty() && std::all_of(reply.outputs.begin(), reply.outputs.end(), [](const NamedOutput& output) {
    const auto* integers = if_integers(output.value);
    return (integers ? integers->size() : 0) + entries(Values<double>{output.value}) == 0;
  });
}

/// Is the clause one about finite inputs, and is what breaks it an infinity? IEEE arithmetic has answers to those (1/∞ = 0).
bool broken_by_an_infinity(const Clause& clause, const Values<double>& inputs) {
  if (!clause.holds) return false;
  const auto& spoilers = clause.holds->spoilers;
  return std::any_of(spoilers.begin(), spoilers.end(), [](const Spoiler& s) { return s.kind == Spoiler::not_finite || s.kind == Spoiler::nan_or_infinity; }) &&
         any_entry(inputs, [](double x) { return std::isinf(x); }) && !any_entry(inputs, [](double x) { return std::isnan(x); });
}

/// The same numbers, as far as two enclosures tell; the same integers.
bool overlap(const Values<Interval>& one, const Values<Interval>& other) {
  for (std::size_t f = 0; f < one.size(); ++f) {
    if (if_integers(one[f]) && *if_integers(one[f]) != *if_integers(other[f])) return false;
    const auto x = real_tensors(one[f]), y = real_tensors(other[f]);
    if (x.size() != y.size()) return false;
    for (std::size_t t = 0; t < x.size(); ++t) {
      if (x[t]->shape != y[t]->shape) return false;
      for (std::size_t i = 0; i < x[t]->size(); ++i)
        if (((*x[t])[i] != (*y[t])[i]).certainly()) return false;
    }
  }
  return true;
}

/// Are all outputs the same, whatever number stands for NaN? An implementation need not read what they do not depend on (A⁰ = I for every A).
/// Asked of numbers of either sign, of zero, and of very large ones: a rank or an index is the same for many numbers, but not for all.
bool is_independent_of_nan(const Request& request) {
  const Operation& op = *request.operation;
  if (!any_entry(request.inputs, [](double x) { return std::isnan(x); })) return false;
  const Precision guard(256);
  const auto with = [&](double number) {
    return op.reference(enclose(transform<double>(request.inputs, [&](double x, std::size_t) { return std::isnan(x) ? number : x; })), request.variant);
  };
  try {
    const auto one = with(1);
    if (!one) return false;
    for (const double number : {1.25, 0.0, -0x1p40, 0x1p40}) {
      const auto other = with(number);
      if (!other || !overlap(*one, *other)) return false;
    }
    return true;
  } catch (const Undecided&) {
    return false;
  }
}

}  // namespace

bool has_no_entries(const Values<double>& inputs) {
  for (const Value<double>& value : inputs)
    for (const Tensor<double>* x : real_tensors(value))
      if (x->size() == 0) return true;
  return false;
}

bool allows_anything(const Failure& expected, const Request& request) {
  for (const Clause& clause : request.operation->statement.clauses)
    if (clause.id == expected.clause) return clause.kind == ClauseKind::precondition || broken_by_an_infinity(clause, request.inputs);
  return false;
}

Verdict judge_refusal(const Reply& reply, const Failure& expected, const Request& request) {
  if (allows_anything(expected, request) || is_independent_of_nan(request)) return {};
  // However it refuses: an exception of any class, a status, a function that nobody knows.
  if (reply.kind == Reply::Kind::unsupported || reply.kind == Reply::Kind::error) return {};
  if (reply.kind == Reply::Kind::refused) {
    if (!reply.clause.empty() && reply.clause != expected.clause)
      return failure(expected.clause, fmt::format("refused by {} ({}), but the input breaks {}: {}", reply.clause, reply.message, expected.clause, expected.message));
    return {};
  }
  if (is_empty(reply)) return {};
  for (const NamedOutput& output : reply.outputs)
    if (any_entry({output.value}, [](double y) { return !std::isfinite(y); })) return {};
  return failure(expected.clause, fmt::format("a finite result for an input that must be refused: {}", expected.message));
}

}  // namespace etalon::verify
