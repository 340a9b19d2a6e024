#include "reference/contract/model_of_t.hpp"

#include <stdexcept>

#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::optimization::model_of_t {

std::variant<Formula, std::string> read(const std::string& model, std::int64_t n) {
  auto parsed = parse_formula(model, {"t"});
  if (const auto* error = std::get_if<FormulaError>(&parsed)) return text_of(*error, model);
  Formula formula = std::get<Formula>(std::move(parsed));
  if (formula.arity > n) return "the model reads x[" + std::to_string(formula.arity - 1) + "], and x has " + std::to_string(n) + (n == 1 ? " entry" : " entries");
  if (formula.outputs.size() != 1) return "the model has " + std::to_string(formula.outputs.size()) + " outputs, and each measurement is one number";
  for (Formula::Step& step : formula.steps)
    if (step.operation == Formula::Operation::parameter) step.operation = Formula::Operation::variable, step.index = n;
  formula.arity = n + 1;
  return formula;
}

Formula formula_of(const std::string& model, std::int64_t n) {
  auto formula = read(model, n);
  if (const auto* what = std::get_if<std::string>(&formula)) throw std::logic_error(*what);
  return std::get<Formula>(std::move(formula));
}

std::int64_t uses(const std::string& model, std::int64_t n) {
  const auto formula = read(model, n);
  return std::holds_alternative<Formula>(formula) ? most_used(std::get<Formula>(formula)) : 0;
}

Predicate readable() {
  return Predicate("the model is a formula of x's entries and of t", [](const Inputs& in, std::size_t) -> Complaint {
    const auto formula = read(in.text("model"), count_of(in.shape("x")));
    if (const auto* what = std::get_if<std::string>(&formula)) return *what;
    return std::nullopt;
  });
}

}  // namespace etalon::contract::optimization::model_of_t
