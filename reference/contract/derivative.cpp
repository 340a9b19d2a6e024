#include "reference/contract/derivative.hpp"

#include <algorithm>

namespace etalon {

Shape out::shape_of_gradient(const std::string& name) { return SameAs{name.rfind("grad_", 0) == 0 ? name.substr(5) : name}; }

namespace detail {

Statement statement_of_derivative(const Statement& primal, const std::string& suffix, const std::vector<std::string>& cotangents, Statement own) {
  own.name = primal.name + suffix;
  if (own.variants.empty()) own.variants = primal.variants;
  std::vector<Clause> clauses;
  for (const Clause& clause : primal.clauses) {
    if (clause.kind != ClauseKind::domain && clause.kind != ClauseKind::precondition) continue;
    const auto restated = std::find_if(own.clauses.begin(), own.clauses.end(), [&](const Clause& c) { return c.id == clause.id && (c.kind == ClauseKind::domain || c.kind == ClauseKind::precondition); });
    if (restated == own.clauses.end()) {
      clauses.push_back(clause);
    } else {
      clauses.push_back(*restated);
      own.clauses.erase(restated);
    }
  }
  if (!cotangents.empty()) clauses.emplace_back("V1", ClauseKind::domain, finite(cotangents));
  clauses.insert(clauses.end(), own.clauses.begin(), own.clauses.end());
  own.clauses = std::move(clauses);
  return own;
}

}  // namespace detail

}  // namespace etalon
