#pragma once
#include "reference/contract/contract.hpp"
#include "reference/contract/formula.hpp"

namespace etalon::contract {

/// What is differentiated: a function of x, written by the caller or named in the table. Base of the operations of calculus.
struct FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; };

  inline static const Count n{"n", 1}, m{"m"}, uses{"uses"};  // variables, outputs, and how often a step is used that is used most

  template <class I> static SizeValues sizes(const I& in) { return sizes_of(in.function, in.x.shape); }
  static SizeValues sizes_of(const std::string& function, const Dimensions& x);

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>()};
  }
  template <auto M> static auto function() { return in::exact<M>({}, "a formula such as [x[0]^2 + x[1], exp(x[0])], or the name of one"); }
  template <auto M> static auto point() { return in::data<M>({n}, "x₀ … xₙ₋₁"); }

  // T counts one rounding of each product of a slope with what comes before it, and of what comes after: the same products in
  // either mode. Where a step is used k times a mode sums k of them, and a slope such as 1 − tanh² may be written with 6 roundings.
  inline static const Count roundings = uses + 6;

  /// C1 the function can be read, C2 and C3 its domain, C4 its kinks; then the operation's own. A derivative can be had where the
  /// function is not defined, that of log at −1: nobody should ask for it, and whoever is asked may answer.
  static std::vector<Clause> clauses(std::vector<Clause> own, Predicate can_be_read = readable());
  /// Those of its values alone: C4 is missing.
  static std::vector<Clause> clauses_of_values(std::vector<Clause> own, Predicate can_be_read = readable(), ClauseKind undefined = ClauseKind::domain);
  static Predicate readable();
  /// It has one output.
  static Predicate scalar();
  /// It has as many outputs as variables.
  static Predicate square();
  static constexpr const char* source = "Griewank and Walther, Evaluating Derivatives (2008), chapters 2 and 3";
};

/// The functions that have a name: what it stands for on n variables.
struct NamedFunction {
  const char* name;
  const char* text;                            ///< what it is
  std::int64_t least, most;                    ///< of variables
  std::string (*formula)(std::int64_t n);
};
const std::vector<NamedFunction>& named_functions();

/// The formula of a text or a name, on n variables; what is wrong with it otherwise.
std::variant<Formula, std::string> read_function(const std::string& function, std::int64_t n);
/// The same where C1 holds; throws std::logic_error where it does not.
Formula function_of(const std::string& function, std::int64_t n);

/// How often its step or variable is used that is used most.
std::int64_t most_used(const Formula& formula);

}  // namespace etalon::contract
