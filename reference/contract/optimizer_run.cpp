#include "reference/contract/optimizer_run.hpp"

#include <algorithm>
#include <stdexcept>

namespace etalon::contract::detail {
namespace {

constexpr std::int64_t longest = 1000000000000;  // the counter of the first step: no run counts beyond what a double does

bool found_by_a_run(const std::string& field) { return field == "theta" || field == "gradient"; }

Predicate unspoilt(const Spoiler& how) {
  switch (how.kind) {
    case Spoiler::not_finite: return finite(how.field);
    case Spoiler::too_small: return at_least(how.field, how.bound);
    case Spoiler::too_small_or_at: return above(how.field, how.bound);
    case Spoiler::too_large: return at_most(how.field, how.bound);
    case Spoiler::too_large_or_at: return below(how.field, how.bound);
    default: throw std::logic_error("a run knows no predicate that is broken so: " + how.field);
  }
}

/// The step finds it out: a sentence.
bool is_found(const Clause& clause) { return (clause.kind == ClauseKind::domain || clause.kind == ClauseKind::precondition) && !clause.holds; }
/// C8 and on, for each of these.
std::string found_as(std::size_t k) { return "C" + std::to_string(8 + k); }

}  // namespace

Predicate predicate_of_run(const Statement& step) {
  std::optional<Predicate> all;
  for (const Clause& clause : step.clauses) {
    if (!clause.holds) continue;
    for (const Spoiler& how : clause.holds->spoilers)
      if (!found_by_a_run(how.field)) all = all ? std::move(*all) && unspoilt(how) : unspoilt(how);
  }
  return all.value();
}

std::vector<Clause> clauses_of_run(const Statement& step, bool counts) {
  Predicate takes = predicate_of_run(step);
  if (counts) takes = std::move(takes) && at_most("t", longest);
  std::vector<Clause> own{{"C5", ClauseKind::precondition, FunctionOfX::scalar()},
                          {"C6", ClauseKind::precondition, std::move(takes), "the state and the hyperparameters are such as " + step.name + " takes"},
                          {"C7", ClauseKind::precondition, within("steps", 0, OptimizerRun::most_steps)}};
  std::size_t found = 0;
  for (const Clause& clause : step.clauses)
    if (is_found(clause)) own.push_back({found_as(found++).c_str(), clause.kind, ("in every step: " + clause.text).c_str()});
  const std::string stepwise = "each state is " + step.name + " from the one before it and the gradient there, both as reported; the first is the start";
  own.push_back({"C10", ClauseKind::error, stepwise.c_str()});
  own.push_back({"C11", ClauseKind::error, "values and gradients are optimization.objective and calculus.gradient at the states as reported"});
  own.push_back({"C12", ClauseKind::law, "a run that is continued from any of its states is the rest of the run"});
  return FunctionOfX::clauses(std::move(own));
}

Failure failure_of_run(const Statement& step, const Failure& failure) {
  std::size_t found = 0;
  for (const Clause& clause : step.clauses) {
    if (clause.id == failure.clause) return domain(is_found(clause) ? found_as(found) : "C6", failure.message);
    found += is_found(clause);
  }
  return failure;
}

}  // namespace etalon::contract::detail
