#include "reference/contract/root_function.hpp"

#include <algorithm>
#include <stdexcept>

#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::optimization::root_function {

bool in_table(const std::string& function) { return std::find(table.begin(), table.end(), function) != table.end(); }

std::variant<Formula, std::string> read(const std::string& function) {
  auto parsed = parse_formula(function, {"a"});
  if (const auto* error = std::get_if<FormulaError>(&parsed)) {
    std::string names;
    for (const std::string& name : table) names += (names.empty() ? "" : ", ") + name;
    return text_of(*error, function) + "\n  neither a formula of x and a nor one of the table: " + names;
  }
  Formula formula = std::get<Formula>(std::move(parsed));
  if (formula.arity > 1) return "the function reads x[" + std::to_string(formula.arity - 1) + "], and there is one variable: x";
  if (formula.outputs.size() != 1) return "the function has " + std::to_string(formula.outputs.size()) + " outputs: a root is one of one equation";
  for (Formula::Step& step : formula.steps)
    if (step.operation == Formula::Operation::parameter) step.operation = Formula::Operation::variable, step.index = 1;
  formula.arity = 2;
  return formula;
}

Formula formula_of(const std::string& function) {
  auto formula = read(function);
  if (const auto* what = std::get_if<std::string>(&formula)) throw std::logic_error(*what);
  return std::get<Formula>(std::move(formula));
}

std::int64_t uses(const std::string& function) {
  if (in_table(function)) return 0;
  const auto formula = read(function);
  return std::holds_alternative<Formula>(formula) ? most_used(std::get<Formula>(formula)) : 0;
}

Predicate readable() {
  return Predicate("the function is in the table, or a formula of x and a", [](const Inputs& in, std::size_t) -> Complaint {
    const std::string function = in.text("function");
    if (in_table(function)) return std::nullopt;
    const auto formula = read(function);
    if (const auto* what = std::get_if<std::string>(&formula)) return *what;
    return std::nullopt;
  });
}

}  // namespace etalon::contract::optimization::root_function
