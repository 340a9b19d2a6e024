#include "reference/contract/formula.hpp"

#include <algorithm>
#include <boost/spirit/home/x3.hpp>
#include <functional>
#include <map>
#include <optional>

namespace etalon {
namespace {

namespace x3 = boost::spirit::x3;
using Operation = Formula::Operation;

constexpr std::size_t most_characters = 100'000, deepest = 200;
constexpr std::int64_t largest_exponent = 1'000'000, largest_index = 1'000'000;

struct Named {
  Operation operation;
  std::size_t arguments;
};
const std::map<std::string, Named> named{
    {"exp", {Operation::exp, 1}},       {"log", {Operation::log, 1}},         {"log1p", {Operation::log1p, 1}},       {"expm1", {Operation::expm1, 1}}, {"sqrt", {Operation::sqrt, 1}},
    {"square", {Operation::square, 1}}, {"sin", {Operation::sin, 1}},         {"cos", {Operation::cos, 1}},           {"tan", {Operation::tan, 1}},     {"sinh", {Operation::sinh, 1}},
    {"cosh", {Operation::cosh, 1}},     {"tanh", {Operation::tanh, 1}},       {"atan", {Operation::atan, 1}},         {"abs", {Operation::abs, 1}},     {"sigmoid", {Operation::sigmoid, 1}},
    {"erf", {Operation::erf, 1}},       {"softplus", {Operation::softplus, 1}}, {"relu", {Operation::relu, 1}},       {"max", {Operation::max, 2}},     {"min", {Operation::min, 2}},
    {"atan2", {Operation::atan2, 2}},
};

using Place = std::string::const_iterator;

/// What the grammar's actions write: steps, and the stack of those that nobody has taken yet.
struct Builder {
  const std::string& text;
  const std::vector<std::string>& parameters;
  Formula formula = {};
  std::vector<int> stack = {};
  std::vector<std::pair<std::string, Place>> names = {};
  std::vector<std::size_t> marks = {};  ///< the height of the stack where an argument list or a chain of powers began

  std::size_t character(Place place) const { return static_cast<std::size_t>(place - text.begin()) + 1; }
  [[noreturn]] void fail(Place place, std::string what) const { throw FormulaError{character(place), std::move(what)}; }

  void push(Formula::Step step, Place place) {
    step.character = character(place);
    formula.steps.push_back(std::move(step));
    stack.push_back(static_cast<int>(formula.steps.size()) - 1);
  }
  int pop() {
    const int top = stack.back();
    stack.pop_back();
    return top;
  }
  void unary(Operation operation, Place place) { push({operation, pop()}, place); }
  /// It stands where its second operand does.
  void binary(Operation operation) {
    const int b = pop(), a = pop();
    push({operation, a, b}, text.begin() + static_cast<std::ptrdiff_t>(formula.steps[static_cast<std::size_t>(b)].character) - 1);
  }
  void variable(std::int64_t index, Place place) {
    if (index > largest_index) fail(place, "an index beyond " + std::to_string(largest_index));
    formula.arity = std::max(formula.arity, index + 1);
    push({Operation::variable, -1, -1, index}, place);
  }
  /// A name without brackets.
  void constant() {
    const auto [name, place] = names.back();
    names.pop_back();
    if (name == "x") return variable(0, place);
    if (name == "pi") return push({Operation::pi}, place);
    const auto at = std::find(parameters.begin(), parameters.end(), name);
    if (at == parameters.end()) fail(place, named.count(name) ? name + " needs its arguments in parentheses" : unknown(name));
    push({Operation::parameter, -1, -1, at - parameters.begin()}, place);
  }
  void call() {
    const auto [name, place] = names.back();
    names.pop_back();
    const std::size_t given = stack.size() - marks.back();
    marks.pop_back();
    const auto at = named.find(name);
    if (at == named.end()) fail(place, unknown(name));
    if (at->second.arguments != given) fail(place, name + " takes " + std::to_string(at->second.arguments) + " arguments, and has " + std::to_string(given));
    if (given == 2) {
      const int b = pop(), a = pop();
      push({at->second.operation, a, b}, place);
    } else {
      unary(at->second.operation, place);
    }
  }
  std::string unknown(const std::string& name) const {
    std::string known = "x, pi";
    for (const std::string& parameter : parameters) known += ", " + parameter;
    for (const auto& [function, what] : named) known += ", " + function;
    return "nothing is called " + name + "; there are " + known;
  }
  /// a^b^c = a^(b^c), of those above the mark.
  void powers(Place place) {
    const std::size_t first = marks.back();
    marks.pop_back();
    while (stack.size() > first + 1) {
      const int exponent = pop(), base = pop();
      const auto whole = whole_number(exponent);
      if (whole && std::abs(*whole) > largest_exponent) fail(place, "a power beyond " + std::to_string(largest_exponent));
      if (whole) push({Operation::integer_power, base, -1, *whole}, place);
      else push({Operation::power, base, exponent}, place);
    }
  }
  /// The whole number that a step is: 3, or −3.
  std::optional<std::int64_t> whole_number(int at) const {
    const Formula::Step& step = formula.steps[static_cast<std::size_t>(at)];
    if (step.operation == Operation::negate) {
      const auto positive = whole_number(step.a);
      return positive ? std::optional(-*positive) : std::nullopt;
    }
    if (step.operation != Operation::number || step.text.size() > 15 || step.text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    return std::stoll(step.text);
  }
};

struct BuilderTag;

/// An action without the text that it stands for, and one with it.
template <class F>
auto act(F f) {
  return [f](auto& context) { f(x3::get<BuilderTag>(context).get(), x3::_where(context).begin()); };
}
template <class F>
auto read(F f) {
  return [f](auto& context) {
    const auto& found = x3::_attr(context);
    f(x3::get<BuilderTag>(context).get(), found.begin(), std::string(found.begin(), found.end()));
  };
}
auto act(Operation operation) {
  return act([operation](Builder& b, Place) { b.binary(operation); });
}
const auto mark = x3::eps[act([](Builder& b, Place) { b.marks.push_back(b.stack.size()); })];

// The names that errors say.
constexpr const char* an_operand = "a number, a name or '('";
const x3::rule<struct Expression> expression = an_operand;
const x3::rule<struct Term> term = an_operand;
const x3::rule<struct Factor> factor = an_operand;
const x3::rule<struct Primary> primary = an_operand;
const x3::rule<struct Index> index = "an index";
const x3::rule<struct Digits, std::string> digits = "digits";

const auto digits_def = +x3::ascii::digit;
const auto exponent = x3::no_case['e'] >> -x3::char_("+-") >> digits;
const auto number = x3::raw[x3::lexeme[(digits >> -('.' >> *x3::ascii::digit) | '.' >> digits) >> -exponent]][read([](Builder& b, Place place, std::string text) {
  const bool large = text.find_first_of("eE") != std::string::npos && text.size() - text.find_last_not_of("0123456789") > 5;
  if (large) b.fail(place, "an exponent of more than four digits");
  b.push({Operation::number, -1, -1, 0, std::move(text)}, place);
})];
const auto name = x3::raw[x3::lexeme[x3::ascii::alpha >> *(x3::ascii::alnum | '_')]][read([](Builder& b, Place place, std::string text) { b.names.emplace_back(std::move(text), place); })];
const auto index_def = x3::raw[x3::lexeme[digits]][read([](Builder& b, Place place, const std::string& text) {
  const auto [of, begin] = b.names.back();
  if (of != "x") b.fail(begin, b.parameters.empty() || of == "pi" ? of + " has no entries: x has" : of + " has no entries");
  b.names.pop_back();
  b.variable(text.size() > 9 ? largest_index + 1 : std::stoll(text), place);
})];
const auto arguments = ('(' > mark > expression > *(',' > expression) > ')')[act([](Builder& b, Place) { b.call(); })];
const auto alone = x3::eps[act([](Builder& b, Place) { b.constant(); })];

const auto primary_def = number | (name > (arguments | ('[' > index > ']') | alone)) | ('(' > expression > ')');

/// Signs before a primary: negated once where there is an odd number of minus signs, without a recursion for each.
const auto signs = x3::raw[*x3::char_("+-")][read([](Builder& b, Place, const std::string& text) { b.marks.push_back(static_cast<std::size_t>(std::count(text.begin(), text.end(), '-')) % 2); })];
const auto signed_by = x3::eps[act([](Builder& b, Place place) {
  const bool negative = b.marks.back() == 1;
  b.marks.pop_back();
  if (negative) b.unary(Operation::negate, place);
})];
const auto power = mark >> primary >> *('^' > signs > primary > signed_by) >> x3::eps[act([](Builder& b, Place place) { b.powers(place); })];
const auto factor_def = signs >> power >> signed_by;
const auto term_def = factor >> *(('*' > factor)[act(Operation::multiply)] | ('/' > factor)[act(Operation::divide)]);
const auto expression_def = term >> *(('+' > term)[act(Operation::add)] | ('-' > term)[act(Operation::subtract)]);
BOOST_SPIRIT_DEFINE(expression, term, factor, primary, index, digits)

const auto output = x3::eps[act([](Builder& b, Place) { b.formula.outputs.push_back(b.pop()); })];
const auto whole = ('[' > expression > output > *(',' > expression > output) > ']') | (expression > output);

/// Brackets as deep as the stack can take; what they enclose is the grammar's.
void check_depth(const std::string& text) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' && ++depth > deepest) throw FormulaError{i + 1, "more than " + std::to_string(deepest) + " parentheses inside each other"};
    if (text[i] == ')' && depth > 0) --depth;
  }
  if (text.size() > most_characters) throw FormulaError{most_characters, "a formula of more than " + std::to_string(most_characters) + " characters"};
}

std::string expected(const std::string& which) { return "expected " + (which.size() == 1 ? "'" + which + "'" : which); }

}  // namespace

std::variant<Formula, FormulaError> parse_formula(const std::string& text, const std::vector<std::string>& parameters) {
  Builder builder{text, parameters};
  Place at = text.begin();
  try {
    check_depth(text);
    const auto grammar = x3::with<BuilderTag>(std::ref(builder))[whole];
    if (!x3::phrase_parse(at, text.end(), grammar, x3::ascii::space)) return FormulaError{builder.character(at), expected(an_operand)};
  } catch (const x3::expectation_failure<Place>& e) {
    return FormulaError{builder.character(e.where()), expected(e.which())};
  } catch (const FormulaError& error) {
    return error;
  }
  if (at != text.end()) return FormulaError{builder.character(at), "nothing can follow here"};
  return std::move(builder.formula);
}

std::string text_of(const FormulaError& error, const std::string& text) {
  const std::size_t from = error.character > 40 ? error.character - 40 : 0;
  return error.what + " at character " + std::to_string(error.character) + "\n  " + text.substr(from, 80) + "\n  " + std::string(error.character - 1 - from, ' ') + "^";
}

std::vector<std::string> functions_of_formulas() {
  std::vector<std::string> all;
  for (const auto& [name, what] : named) all.push_back(name);
  return all;
}

}  // namespace etalon
