#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reference/contract/predicate.hpp"
#include "reference/contract/result.hpp"

namespace etalon {

/// What a clause is about, and so how it is checked.
enum class ClauseKind {
  domain,  ///< inputs without an answer: an implementation refuses them, or returns something that is not finite
  precondition,  ///< inputs nobody should pass (a label of 2, a negative rate): etalon refuses them; others may do as they like
  law,     ///< a theorem about the exact result, or a property that every implementation must have
  error,   ///< the bound on an output's error
};

struct Clause {
  std::string id;
  ClauseKind kind;
  std::string text;
  /// Of a domain clause or precondition that can be told before the formula runs: both wings refuse by it. Without one the
  /// formula itself finds out (a pivot of 0).
  std::optional<Predicate> holds = std::nullopt;

  Clause(const char* number, ClauseKind what, const char* words);
  Clause(std::string number, ClauseKind what, Predicate predicate);
  /// In the operation's own words.
  Clause(std::string number, ClauseKind what, Predicate predicate, std::string words);
  Clause(const Clause&);
  Clause& operator=(const Clause&);
  ~Clause();
};

/// Bounds on the error of an output, from strictest to loosest; error-model in reference/README.md.
enum class Grade {
  exact,     ///< the correctly rounded result
  inherent,  ///< |ŷ − y| ≤ c·(u·B + η), B = |y| + Σ sup|∂y/∂x|·|x|
  textbook,  ///< |ŷ − y| ≤ c·(u·T + η), T the running error of the textbook formula
  backward,  ///< a residual over c·u·‖A‖, measured by the clause's requirement
  stepwise,  ///< each entry along the first axis is one step, judged from the state before it, as reported
  laws,      ///< no bound: judged by its laws alone
  analysis,  ///< computed by the reference alone; implementations are not asked for it
};

/// One of several ways in which the field does it.
struct Convention {
  std::string name;
  std::string text;
};

struct Statement {
  std::string name = {};  ///< family.operation; a derivative's follows from its primal's
  std::string summary;    ///< one sentence, with the formula
  std::vector<Clause> clauses;
  std::string source;
  std::vector<Convention> variants = {};  ///< declared conventions; the first is the default
  std::string no_derivative = {};      ///< why nothing differentiates it: its outputs are integers, say
  std::vector<std::string> aliases = {};  ///< what libraries call it: "logsumexp", "Swish"
};

/// The first domain clause or precondition with a predicate that these inputs break.
std::optional<Failure> broken_clause(const Statement& statement, const Inputs& inputs, std::size_t variant);

}  // namespace etalon
