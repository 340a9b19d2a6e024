#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace etalon {

/// A function ℝⁿ → ℝᵐ as somebody wrote it, `[x[0]^2 + x[1], x[0]*sin(x[1])]`, one formula for a scalar function: a list of steps, each
/// of earlier ones, so that an evaluation is one pass and a reverse sweep another.
///
///     formula    = "[" expression % "," "]" | expression
///     expression = term % ("+" | "-")         term = factor % ("*" | "/")       factor = {"-" | "+"} power
///     power      = primary {"^" {"-" | "+"} primary}      from the right: 2^3^2 = 2^9; −x^2 = −(x^2)
///     primary    = number | "pi" | "x" ["[" index "]"] | parameter | function "(" expression % "," ")" | "(" expression ")"
///
/// x alone is x[0]; numbers are decimals, taken as they are written. A power whose exponent is a whole number is a product, any other is
/// exp(b·log a).
struct Formula {
  enum class Operation {
    variable, parameter, number, pi,
    add, subtract, multiply, divide, negate, integer_power, power,
    exp, log, log1p, expm1, sqrt, square, sin, cos, tan, sinh, cosh, tanh, atan, abs, sigmoid, softplus, erf, relu,
    max, min, atan2,
  };
  struct Step {
    Operation operation;
    int a = -1, b = -1;         ///< the steps that it takes
    std::int64_t index = 0;     ///< of a variable or parameter; the exponent of an integer power
    std::string text = {};      ///< of a number, as it is written
    std::size_t character = 0;  ///< where it stands, from 1
  };

  std::vector<Step> steps;
  std::vector<int> outputs;   ///< the steps that are f₁ … fₘ
  std::int64_t arity = 0;     ///< the largest index of x, and 1

  std::int64_t outputs_count() const { return static_cast<std::int64_t>(outputs.size()); }
};

struct FormulaError {
  std::size_t character;  ///< from 1
  std::string what;       ///< "expected ')'"
};

/// Reads a formula of x and of parameters with these names.
std::variant<Formula, FormulaError> parse_formula(const std::string& text, const std::vector<std::string>& parameters = {});

/// The error as one reads it: what it is, the text, and a caret below the character.
std::string text_of(const FormulaError& error, const std::string& text);

/// "exp", "log", …: the functions of the grammar.
std::vector<std::string> functions_of_formulas();

}  // namespace etalon
