#pragma once
#include <string>
#include <vector>

#include "verify/operation.hpp"

namespace etalon::verify {

/// "reference/contract/nn/softmax.hpp" for nn.softmax and for nn.softmax.vjp.
std::string contract_file(const std::string& operation);

/// What to do where the golden vectors of an operation are missing.
std::string generate_vectors(const std::string& operation);

/// What an operation says against itself or leaves out: sizes that nothing binds, or two things; a derivative that is not
/// complete; clauses without a law, laws without a clause; inputs that do not fit their declared shapes.
/// Each text names the field, size or clause, and the mend.
void check_contract(const Operation& op, std::vector<Problem>& problems);

}  // namespace etalon::verify
