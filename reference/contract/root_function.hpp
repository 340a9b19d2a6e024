#pragma once
#include <string>
#include <variant>
#include <vector>

#include "reference/contract/formula.hpp"
#include "reference/contract/inputs.hpp"
#include "reference/contract/statement.hpp"

/// The functions whose roots are sought: those of a table, and what the caller writes in x and a.
namespace etalon::contract::optimization::root_function {

inline const std::vector<std::string> table = {"x^2-a", "x^3-a", "x^3-a x", "x^3-2x+2", "(x-a)^2", "(x-a)^3", "exp(x)-a", "sin(x)"};
bool in_table(const std::string& function);

/// A formula with one output, of the variables x and a, in this order; what is wrong with it otherwise.
std::variant<Formula, std::string> read(const std::string& function);
/// The same where it can be read; throws std::logic_error where it cannot.
Formula formula_of(const std::string& function);

/// How often the step of a formula is used that is used most; 0 for the table, whose steps are counted by hand.
std::int64_t uses(const std::string& function);
/// The input `function` is in the table or can be read.
Predicate readable();

}  // namespace etalon::contract::optimization::root_function
