#include "reference/contract/derivative.hpp"

namespace etalon {

Shape out::shape_of_gradient(const std::string& name) { return SameAs{name.rfind("grad_", 0) == 0 ? name.substr(5) : name}; }

namespace detail {

Statement statement_of_derivative(const Statement& primal, const std::string& suffix, const std::vector<std::string>& cotangents, Statement own) {
  own.name = primal.name + suffix;
  if (own.variants.empty()) own.variants = primal.variants;
  std::vector<Clause> clauses;
  for (const Clause& clause : primal.clauses)
    if (clause.kind == ClauseKind::domain || clause.kind == ClauseKind::precondition) clauses.push_back(clause);
  if (!cotangents.empty()) clauses.emplace_back("V1", ClauseKind::domain, finite(cotangents));
  clauses.insert(clauses.end(), own.clauses.begin(), own.clauses.end());
  own.clauses = std::move(clauses);
  return own;
}

}  // namespace detail

}  // namespace etalon
