#pragma once
#include <string>
#include <vector>

#include "verify/operation.hpp"

namespace etalon::verify {

/// "reference/contract/nn/softmax.hpp" for nn.softmax and for nn.softmax.vjp.
std::string contract_file(const std::string& operation);

/// What an operation says against itself or leaves out: sizes that nothing binds, or two things; a derivative that is not
/// complete; clauses without a law, laws without a clause; inputs that do not fit their declared shapes.
void check_contract(const Operation& op, std::vector<Problem>& problems);

}  // namespace etalon::verify
