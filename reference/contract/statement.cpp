#include "reference/contract/statement.hpp"

namespace etalon {

Clause::Clause(const char* number, ClauseKind what, const char* words) : id(number), kind(what), text(words) {}
Clause::Clause(std::string number, ClauseKind what, Predicate predicate) : id(std::move(number)), kind(what), text(predicate.text), holds(std::move(predicate)) {}
Clause::Clause(std::string number, ClauseKind what, Predicate predicate, std::string words)
    : id(std::move(number)), kind(what), text(std::move(words)), holds(std::move(predicate)) {}
Clause::Clause(const Clause&) = default;
Clause& Clause::operator=(const Clause&) = default;
Clause::~Clause() = default;

std::optional<Failure> broken_clause(const Statement& statement, const Inputs& inputs, std::size_t variant) {
  for (const Clause& clause : statement.clauses)
    if (clause.holds)
      if (const Complaint complaint = clause.holds->check(inputs, variant)) return domain(clause.id, *complaint);
  return std::nullopt;
}

}  // namespace etalon
