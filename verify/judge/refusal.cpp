#include "verify/judge/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/judge/describe.hpp"
#include "verify/judge/form.hpp"

namespace etalon::verify {
namespace {

bool any_nonfinite(const Values<double>& outputs) {
  for (const Value<double>& value : outputs)
    for (const Tensor<double>* tensor : real_tensors(value))
      for (double y : *tensor)
        if (!std::isfinite(y)) return true;
  return false;
}

}  // namespace

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

}  // namespace etalon::verify
