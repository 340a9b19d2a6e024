#include "reference/contract/function_of_x.hpp"

#include <algorithm>
#include <stdexcept>

namespace etalon::contract {
namespace {

std::string at(std::int64_t i) { return "x[" + std::to_string(i) + "]"; }

/// Terms for i = 0 … n − 1 with something between them.
template <class Term>
std::string joined(std::int64_t n, const char* between, Term term) {
  std::string all;
  for (std::int64_t i = 0; i < n; ++i) all += (i == 0 ? "" : between) + term(i);
  return all;
}

Complaint unreadable(const Inputs& in, std::size_t) {
  const auto read = read_function(in.text("function"), count_of(in.shape("x")));
  if (const auto* what = std::get_if<std::string>(&read)) return *what;
  return std::nullopt;
}

/// Nothing where the function cannot be read: C1 says so.
std::optional<Formula> readable(const Inputs& in) {
  auto read = read_function(in.text("function"), count_of(in.shape("x")));
  if (auto* formula = std::get_if<Formula>(&read)) return std::move(*formula);
  return std::nullopt;
}

Complaint not_scalar(const Inputs& in, std::size_t) {
  const auto formula = readable(in);
  if (!formula || formula->outputs.size() == 1) return std::nullopt;
  return "the function has " + std::to_string(formula->outputs.size()) + " outputs: only one that has one has a gradient";
}

Complaint not_square(const Inputs& in, std::size_t) {
  const auto formula = readable(in);
  if (!formula || formula->outputs_count() == count_of(in.shape("x"))) return std::nullopt;
  return "the function has " + std::to_string(formula->outputs.size()) + " outputs of " + std::to_string(count_of(in.shape("x"))) + " variables: its Jacobian is not square";
}

}  // namespace

const std::vector<NamedFunction>& named_functions() {
  static const std::vector<NamedFunction> all{
      {"square_and_product", "[x₀² + x₁, x₀x₁]", 2, 2, [](std::int64_t) -> std::string { return "[x[0]^2 + x[1], x[0]*x[1]]"; }},
      {"polar", "[r cos φ, r sin φ]", 2, 2, [](std::int64_t) -> std::string { return "[x[0]*cos(x[1]), x[0]*sin(x[1])]"; }},
      {"spherical", "[r sin θ cos φ, r sin θ sin φ, r cos θ]", 3, 3,
       [](std::int64_t) -> std::string { return "[x[0]*sin(x[1])*cos(x[2]), x[0]*sin(x[1])*sin(x[2]), x[0]*cos(x[1])]"; }},
      {"quadratic_form", "½xᵀAx, A with 2 on the diagonal and −1 beside it", 1, 200,
       [](std::int64_t n) { return joined(n, " + ", [n](std::int64_t i) { return at(i) + "^2" + (i + 1 < n ? " - " + at(i) + "*" + at(i + 1) : ""); }); }},
      {"rosenbrock", "Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²", 2, 200,
       [](std::int64_t n) { return joined(n - 1, " + ", [](std::int64_t i) { return "100*(" + at(i + 1) + " - " + at(i) + "^2)^2 + (1 - " + at(i) + ")^2"; }); }},
      {"himmelblau", "(x₀² + x₁ − 11)² + (x₀ + x₁² − 7)²", 2, 2, [](std::int64_t) -> std::string { return "(x[0]^2 + x[1] - 11)^2 + (x[0] + x[1]^2 - 7)^2"; }},
      {"softmax", "exp xᵢ/Σ exp xₖ", 1, 40,
       [](std::int64_t n) {
         const std::string sum = "(" + joined(n, " + ", [](std::int64_t k) { return "exp(" + at(k) + ")"; }) + ")";
         return "[" + joined(n, ", ", [&](std::int64_t i) { return "exp(" + at(i) + ")/" + sum; }) + "]";
       }},
      {"log_sum_exp", "log Σ exp xᵢ", 1, 200, [](std::int64_t n) { return "log(" + joined(n, " + ", [](std::int64_t i) { return "exp(" + at(i) + ")"; }) + ")"; }},
      {"logistic_loss", "Σ log(1 + exp(±xᵢ)), of labels 1, 0, 1, …", 1, 200,
       [](std::int64_t n) { return joined(n, " + ", [](std::int64_t i) { return std::string(i % 2 == 0 ? "softplus(-" : "softplus(") + at(i) + ")"; }); }},
      {"mlp", "V tanh(Wx + b) with two outputs and as many hidden units as variables", 1, 20,
       [](std::int64_t n) {
         const auto hidden = [n](std::int64_t k) {
           return "tanh(" + joined(n, " + ", [k](std::int64_t i) { return std::to_string((3 * k + 2 * i) % 5 - 2) + "/4*" + at(i); }) + " + " + std::to_string(k % 3 - 1) + "/8)";
         };
         const auto output = [&](std::int64_t o) {
           return joined(n, " + ", [&](std::int64_t k) { return std::to_string((k + 2 * o) % 3 + 1) + "/2*" + hidden(k); });
         };
         return "[" + output(0) + ", " + output(1) + "]";
       }},
      {"coupling", "[x₀, x₁ exp(tanh x₀) + x₀²], an affine coupling", 2, 2, [](std::int64_t) -> std::string { return "[x[0], x[1]*exp(tanh(x[0])) + x[0]^2]"; }},
      {"planar", "x + u tanh(wᵀx + ½), u = (½, 1, ½, …), w = (1, ½, 1, …)", 1, 40,
       [](std::int64_t n) {
         const std::string inner = "tanh(" + joined(n, " + ", [](std::int64_t i) { return at(i) + (i % 2 == 0 ? "" : "/2"); }) + " + 1/2)";
         return "[" + joined(n, ", ", [&](std::int64_t i) { return at(i) + " + " + inner + (i % 2 == 0 ? "/2" : ""); }) + "]";
       }},
  };
  return all;
}

std::variant<Formula, std::string> read_function(const std::string& function, std::int64_t n) {
  const auto& table = named_functions();
  const auto named = std::find_if(table.begin(), table.end(), [&](const NamedFunction& f) { return f.name == function; });
  if (named != table.end() && (n < named->least || n > named->most))
    return function + " has " + std::to_string(named->least) + (named->most > named->least ? " to " + std::to_string(named->most) : "") + " variables, and x " + std::to_string(n);
  const std::string text = named != table.end() ? named->formula(n) : function;
  auto parsed = parse_formula(text);
  if (const auto* error = std::get_if<FormulaError>(&parsed)) {
    const bool name = !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
    if (!name) return text_of(*error, text);
    std::string names;
    for (const NamedFunction& f : table) names += (names.empty() ? "" : ", ") + std::string(f.name);
    return "no function is called " + text + "; there are " + names + ", and formulas such as x[0]^2 + exp(x[1])";
  }
  Formula formula = std::get<Formula>(std::move(parsed));
  if (formula.arity > n) return "the function reads " + at(formula.arity - 1) + ", and x has " + std::to_string(n) + (n == 1 ? " entry" : " entries");
  return formula;
}

Formula function_of(const std::string& function, std::int64_t n) {
  auto read = read_function(function, n);
  if (const auto* what = std::get_if<std::string>(&read)) throw std::logic_error(*what);
  return std::get<Formula>(std::move(read));
}

std::int64_t most_used(const Formula& formula) {
  std::vector<std::int64_t> of_step(formula.steps.size()), of_variable(static_cast<std::size_t>(formula.arity));
  for (const Formula::Step& step : formula.steps) {
    for (const int taken : {step.a, step.b})
      if (taken >= 0) ++of_step[static_cast<std::size_t>(taken)];
    if (step.operation == Formula::Operation::variable) ++of_variable[static_cast<std::size_t>(step.index)];
  }
  for (const int output : formula.outputs) ++of_step[static_cast<std::size_t>(output)];
  std::int64_t uses = 1;
  for (const auto& counts : {of_step, of_variable})
    for (const std::int64_t count : counts) uses = std::max(uses, count);
  return uses;
}

SizeValues FunctionOfX::sizes_of(const std::string& function, const Dimensions& x) {
  const auto read = read_function(function, count_of(x));
  const auto* formula = std::get_if<Formula>(&read);
  if (!formula) return {{"m", 0}, {"uses", 0}};
  return {{"m", formula->outputs_count()}, {"uses", most_used(*formula)}};
}

Predicate FunctionOfX::readable() { return Predicate("function is a formula of x's entries, or the name of one", unreadable); }

std::vector<Clause> FunctionOfX::clauses_of_values(std::vector<Clause> own, Predicate can_be_read, ClauseKind undefined) {
  std::vector<Clause> all{{"C1", ClauseKind::precondition, std::move(can_be_read)},
                          {"C2", ClauseKind::domain, finite("x")},
                          {"C3", undefined, "the function is defined at x: no logarithm or broken power of a number that is not positive, no root of a negative one, no quotient by 0"}};
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

std::vector<Clause> FunctionOfX::clauses(std::vector<Clause> own, Predicate can_be_read) {
  own.insert(own.begin(), {"C4", ClauseKind::precondition, "and smooth as it is written: no |0|, no root of 0, no equal arguments of max and min, no relu of 0"});
  return clauses_of_values(std::move(own), std::move(can_be_read), ClauseKind::precondition);
}

Predicate FunctionOfX::scalar() { return Predicate("the function has one output", not_scalar); }
Predicate FunctionOfX::square() { return Predicate("the function has as many outputs as variables", not_square); }

}  // namespace etalon::contract
