#pragma once
#include <string>
#include <vector>

#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// What is wrong with an operation as it is written.
struct Problem {
  std::string operation;
  std::string file;
  std::string text;  ///< names the field, symbol or clause, and the mend
};

/// Everything that the contracts, classes and laws of all operations contradict or leave out; empty when all is well.
std::vector<Problem> problems();

/// "reference/contract/nn/softmax.hpp" for nn.softmax and for nn.softmax.vjp.
std::string contract_file(const std::string& operation);

/// What to do where the golden vectors of an operation are missing.
std::string generate_vectors(const std::string& operation);

/// What an operation says against itself or leaves out: sizes that nothing binds, or two things; a derivative that is not
/// complete; clauses without a law, laws without a clause; inputs that do not fit their declared shapes.
/// Each text names the field, size or clause, and the mend.
void check_contract(const Operation& op, std::vector<Problem>& problems);

}  // namespace etalon::verify
