#pragma once
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "reference/contract/count.hpp"
#include "reference/contract/tensor.hpp"

/// The vocabulary in which an operation is stated. A contract is a struct with
///
///     template <class T> struct In  { Tensor<T> x; };            typed inputs, T the number
///     template <class T> struct Out { T value; };
///     template <class T> static auto inputs();                   one in::data / in::exact per member of In
///     template <class T> static auto outputs();                  one out::… per member of Out, with its grade
///     static Statement statement();                              name, meaning, numbered clauses, variants, source
///
/// and, where they apply, `enum class Variant` (the conventions, in the order of statement().variants) and
/// `using derivative_of = Primal` (see `add an operation` in reference/README.md).
namespace etalon {

/// Why there is no value: the clause of the contract that the input broke.
struct Failure {
  std::string clause;
  std::string message;
};

/// The input lies outside the domain: `return domain("C1", "x[3] is NaN");`
inline Failure domain(std::string clause, std::string message) { return {std::move(clause), std::move(message)}; }

/// A value, or the clause that the input broke.
template <class V>
class Result {
 public:
  Result(V value) : state_(std::move(value)) {}            // NOLINT: `return {…};`
  Result(Failure failure) : state_(std::move(failure)) {}  // NOLINT
  explicit operator bool() const { return state_.index() == 0; }
  const V& operator*() const { return std::get<0>(state_); }
  V& operator*() { return std::get<0>(state_); }
  const V* operator->() const { return &std::get<0>(state_); }
  V* operator->() { return &std::get<0>(state_); }
  const Failure& failure() const { return std::get<1>(state_); }

 private:
  std::variant<V, Failure> state_;
};

/// What a clause is about, and so how it is checked.
enum class ClauseKind {
  domain,  ///< inputs without an answer: an implementation refuses them, or returns something that is not finite
  precondition,  ///< inputs nobody should pass (a label of 2, a negative rate): etalon refuses them; others may do as they like
  law,     ///< a theorem about the exact result, or a property that every implementation must have
  error,   ///< the bound on an output's error
};

struct Clause {
  std::string id;
  ClauseKind kind;
  std::string text;
};

/// Bounds on the error of an output, from strictest to loosest; error-model in reference/README.md.
enum class Grade {
  exact,     ///< the correctly rounded result
  inherent,  ///< |ŷ − y| ≤ c·(u·B + η), B = |y| + Σ sup|∂y/∂x|·|x|
  textbook,  ///< |ŷ − y| ≤ c·(u·T + η), T the running error of the textbook formula
  backward,  ///< a residual over c·u·‖A‖, measured by the clause's requirement
  stepwise,  ///< each entry along the first axis is one step, judged from the state before it, as reported
  laws,      ///< no bound: judged by its laws alone
  analysis,  ///< computed by the reference alone; implementations are not asked for it
};

struct Variant {
  std::string name;
  std::string text;
};

struct Statement {
  std::string name;     ///< family.operation
  std::string summary;  ///< one sentence, with the formula
  std::vector<Clause> clauses;
  std::string source;
  std::vector<Variant> variants = {};  ///< declared conventions; the first is the default
};

enum class Role {
  data,   ///< its rounding counts in the budget
  exact,  ///< labels, masks, noise, hyperparameters: taken as they are
};

using Shape = std::vector<Count>;

/// Any shape: the operation itself says what fits.
inline const Shape any_shape = {Count("…")};
/// The shape of another input.
inline Shape same_as(const char* field) { return {Count("="), Count(field)}; }

template <class Member>
struct InputField {
  std::string name;
  Member member;
  Role role;
  Shape shape;
  std::string text;
  std::string fallback;  ///< taken when the caller leaves it out; empty: required

  InputField or_else(std::string value) const {
    InputField copy = *this;
    copy.fallback = std::move(value);
    return copy;
  }
};

template <class Member>
struct OutputField {
  std::string name;
  Member member;
  Grade grade;
  Count constant;
  std::string clause;  ///< the error clause that states the bound
  Shape shape;
  std::string text;
};

namespace in {
template <class M>
InputField<M> data(const char* name, M member, Shape shape, const char* text) {
  return {name, member, Role::data, std::move(shape), text, ""};
}
template <class M>
InputField<M> exact(const char* name, M member, Shape shape, const char* text) {
  return {name, member, Role::exact, std::move(shape), text, ""};
}
}  // namespace in

namespace out {
template <class M>
OutputField<M> graded(Grade grade, const char* name, M member, Shape shape, Count c, const char* clause, const char* text) {
  return {name, member, grade, std::move(c), clause, std::move(shape), text};
}
template <class M>
OutputField<M> exact(const char* name, M member, Shape shape, const char* clause, const char* text) {
  return graded(Grade::exact, name, member, std::move(shape), 1, clause, text);
}
template <class M>
OutputField<M> inherent(const char* name, M member, Shape shape, Count c, const char* clause, const char* text) {
  return graded(Grade::inherent, name, member, std::move(shape), std::move(c), clause, text);
}
template <class M>
OutputField<M> textbook(const char* name, M member, Shape shape, Count c, const char* clause, const char* text) {
  return graded(Grade::textbook, name, member, std::move(shape), std::move(c), clause, text);
}
template <class M>
OutputField<M> backward(const char* name, M member, Shape shape, Count c, const char* clause, const char* text) {
  return graded(Grade::backward, name, member, std::move(shape), std::move(c), clause, text);
}
template <class M>
OutputField<M> stepwise(const char* name, M member, Shape shape, Count c, const char* clause, const char* text) {
  return graded(Grade::stepwise, name, member, std::move(shape), std::move(c), clause, text);
}
template <class M>
OutputField<M> laws(const char* name, M member, Shape shape, const char* text) {
  return graded(Grade::laws, name, member, std::move(shape), 0, "", text);
}
template <class M>
OutputField<M> analysis(const char* name, M member, Shape shape, const char* text) {
  return graded(Grade::analysis, name, member, std::move(shape), 0, "", text);
}
}  // namespace out

// ---- Evaluators: one generic lambda, over every number that it accepts ----

namespace detail {
template <class Op, class = void>
struct VariantOf {
  using type = std::size_t;
};
template <class Op>
struct VariantOf<Op, std::void_t<typename Op::Variant>> {
  using type = typename Op::Variant;
};
}  // namespace detail

/// A function In<T> → Result<Out<T>> for each number T of the list, made from one generic captureless lambda:
///
///     const Reference<Softmax> softmax = []<class T>(const Softmax::In<T>& in) -> Result<Softmax::Out<T>> { … };
///
/// With declared variants the lambda takes a second argument of type Op::Variant. Numbers that it does not accept stay empty.
template <class Op, class... Numbers>
class Evaluator {
 public:
  using Variant = typename detail::VariantOf<Op>::type;
  template <class T>
  using Function = Result<typename Op::template Out<T>> (*)(const typename Op::template In<T>&, Variant);

  template <class F>
    requires std::is_empty_v<F>
  constexpr Evaluator(F) : functions_{function<F, Numbers>()...} {}  // NOLINT: a lambda is an evaluator

  template <class T>
  Result<typename Op::template Out<T>> operator()(const typename Op::template In<T>& in, Variant variant = {}) const {
    return std::get<Function<T>>(functions_)(in, variant);
  }
  template <class T>
  bool accepts() const {
    return std::get<Function<T>>(functions_) != nullptr;
  }

 private:
  template <class F, class T>
  static constexpr Function<T> function() {
    using In = typename Op::template In<T>;
    if constexpr (requires { F{}.template operator()<T>(std::declval<const In&>(), Variant{}); })
      return [](const In& in, Variant v) -> Result<typename Op::template Out<T>> { return F{}.template operator()<T>(in, v); };
    else if constexpr (requires { F{}.template operator()<T>(std::declval<const In&>()); })
      return [](const In& in, Variant) -> Result<typename Op::template Out<T>> { return F{}.template operator()<T>(in); };
    else if constexpr (requires { F{}(std::declval<const In&>()); })
      return [](const In& in, Variant) -> Result<typename Op::template Out<T>> { return F{}(in); };
    else
      return nullptr;
  }

  std::tuple<Function<Numbers>...> functions_;
};

/// The fast wing, and every implementation in C++ on trial: float64 and float32.
template <class Op>
using Fast = Evaluator<Op, double, float>;

class Interval;
template <class T>
class Variable;
template <class T>
class Dual;
template <class T>
class RunningError;

/// The reference wing: enclosures, reverse and forward derivatives, and running error analysis of the same text.
template <class Op>
using Reference = Evaluator<Op, Interval, Variable<Interval>, Dual<Interval>, RunningError<Interval>>;

}  // namespace etalon
