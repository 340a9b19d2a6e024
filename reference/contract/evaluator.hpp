#pragma once
#include <functional>

#include "reference/contract/derivative.hpp"
#include "reference/contract/values.hpp"

/// The wings of an operation: one generic lambda each, over every number that it runs on.
namespace etalon {

/// An operation without its types, as its contract states it.
struct Contract {
  Statement statement;
  std::vector<InputInfo> inputs;
  std::vector<OutputInfo> outputs;
  std::string primal = {};  ///< of a derivative: the name of the operation that it differentiates
  std::function<SizeValues(const Values<double>&)> sizes = {};  ///< sizes that shapes alone do not give, such as an axis' extent

  Contract();
  Contract(const Contract&);
  Contract(Contract&&) noexcept;
  Contract& operator=(const Contract&);
  Contract& operator=(Contract&&) noexcept;
  ~Contract();
};

/// Where a reference comes from.
enum class Origin {
  formula,  ///< the textbook's, on every number
  proof,    ///< computed, then proved: on enclosures alone
  tape,     ///< the reverse sweep over the primal's formula
};

namespace detail {

/// Converts to anything: how many of these initialise an aggregate is the number of its members.
struct Anything {
  template <class T>
  operator T() const;
};
template <class S, class... Members>
constexpr std::size_t members_of() {
  if constexpr (requires { S{Members{}..., Anything{}}; }) return members_of<S, Members..., Anything>();
  else return sizeof...(Members);
}

template <class... Fields>
constexpr bool all_differ(const std::tuple<Fields...>*) {
  constexpr std::size_t n = sizeof...(Fields);
  const std::array<std::string_view, n> names{std::string_view(Fields::name())...};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (names[i] == names[j]) return false;
  return true;
}

template <class Op>
constexpr bool is_derivative = requires { typename Op::derivative_of; };

/// Every member of In and Out is declared once.
template <class Op>
constexpr bool declares_its_members() {
  using Outputs = std::remove_pointer_t<decltype(output_fields<Op, double>)>;
  static_assert(std::tuple_size_v<std::remove_const_t<Outputs>> == members_of<typename Op::template Out<double>>(),
                "outputs() declares one field for each member of Out: a member is missing, or there is one too many");
  static_assert(all_differ(output_fields<Op, double>), "outputs() declares a member of Out twice");
  if constexpr (!is_derivative<Op>) {
    using Inputs = std::remove_pointer_t<decltype(input_fields<Op, double>)>;
    static_assert(std::tuple_size_v<std::remove_const_t<Inputs>> == members_of<typename Op::template In<double>>(),
                  "inputs() declares one field for each member of In: a member is missing, or there is one too many");
    static_assert(all_differ(input_fields<Op, double>), "inputs() declares a member of In twice");
  }
  return true;
}

/// Is &F::operator() for the number T exactly Result<Out<T>>(const In<T>&[, Variant][, Seen&]) const?
template <class F, class Op, class T>
constexpr bool runs_on() {
  using In = typename Op::template In<T>;
  using R = Result<typename Op::template Out<T>>;
  using V = typename VariantOf<Op>::type;
  const auto is_it = [](auto call) {
    using Call = decltype(call);
    return std::is_same_v<Call, R (F::*)(const In&) const> || std::is_same_v<Call, R (F::*)(const In&, V) const> ||
           std::is_same_v<Call, R (F::*)(const In&, Seen&) const> || std::is_same_v<Call, R (F::*)(const In&, V, Seen&) const>;
  };
  if constexpr (requires { &F::template operator()<T>; }) return is_it(decltype(&F::template operator()<T>){});
  else if constexpr (requires { &F::operator(); }) return is_it(decltype(&F::operator()){});
  else return false;
}

// What runs once a call or once a program is compiled for size: it is no kernel's time, and most of a kernel's compilation.
template <class Op>
[[gnu::cold]] const Statement& statement_of() {
  static const Statement statement = Op::statement();
  return statement;
}

template <class Op, class T>
[[gnu::cold, gnu::noinline]] std::optional<Failure> broken_clause_of(const typename Op::template In<T>& in, std::size_t variant, const Seen* seen = nullptr) {
  Inputs inputs = view_of<T>(members<T>(in, input_fields<Op, T>));
  if (seen) inputs.know(*seen);
  return broken_clause(statement_of<Op>(), inputs, variant);
}

/// f(in[, variant][, seen]), as it takes them.
template <class F, class In, class V>
auto call(const F& f, const In& in, V variant, Seen& seen) {
  if constexpr (requires { f(in, variant, seen); }) return f(in, variant, seen);
  else if constexpr (requires { f(in, seen); }) return f(in, seen);
  else if constexpr (requires { f(in, variant); }) return f(in, variant);
  else return f(in);
}
/// The same, of inputs that obey the contract. One that takes a Seen looks at every entry itself: it runs before those clauses are asked.
template <class Op, class T, class F, class In, class V>
auto call_checked(const F& f, const In& in, V variant) -> decltype(call(f, in, variant, std::declval<Seen&>())) {
  const auto number = static_cast<std::size_t>(variant);
  Seen seen;
  if constexpr (requires { f(in, variant, seen); } || requires { f(in, seen); }) {
    if (!broken_clause_of<Op, T>(in, number, &seen)) {
      auto result = call(f, in, variant, seen);
      seen.close();
      if (auto failure = broken_clause_of<Op, T>(in, number, &seen)) return *std::move(failure);
      return result;
    }
  }
  if (auto failure = broken_clause_of<Op, T>(in, number)) return *std::move(failure);
  return call(f, in, variant, seen);
}

template <class Op>
const char* type_name() {
  return __PRETTY_FUNCTION__;
}
[[noreturn]] void throw_no_function(const char* operation);

}  // namespace detail

template <class Op>
Contract describe() {
  Contract contract;
  contract.statement = detail::statement_of<Op>();
  contract.inputs = describe_inputs<Op>();
  contract.outputs = describe_outputs<Op>();
  if constexpr (detail::is_derivative<Op>) contract.primal = contract.statement.name.substr(0, contract.statement.name.rfind('.'));
  if constexpr (requires(const typename Op::template In<double>& in) { Op::sizes(in); })
    contract.sizes = [](const Values<double>& in) { return Op::sizes(inputs_of_values<Op, double>(in)); };
  return contract;
}

/// A function In<T> → Result<Out<T>> for each number T of the list, made from one captureless lambda:
///
///     []<class T>(const Softmax::In<T>& in) -> Result<Softmax::Out<T>> { … }
///
/// With declared variants the lambda takes a second argument of type Op::Variant. A checked one first refuses by the
/// contract's clauses that have a predicate; a kernel over large tensors may take a Seen& last, and is then asked what it saw.
template <class Op, bool checked, class... Numbers>
class Functions {
 public:
  using Variant = typename detail::VariantOf<Op>::type;
  template <class T>
  using In = typename Op::template In<T>;
  template <class T>
  using Out = typename Op::template Out<T>;

  template <class F>
    requires std::is_empty_v<F>
  constexpr Functions(F) : typed_{typed<F, Numbers>()...}, origin_(origin_of<F>()) {  // NOLINT: a lambda is an evaluator
    static_assert(detail::declares_its_members<Op>());
    constexpr std::size_t accepted = (std::size_t{0} + ... + detail::runs_on<F, Op, Numbers>());
    static_assert(accepted == sizeof...(Numbers) || (accepted == 1 && detail::runs_on<F, Op, First>() && !std::is_floating_point_v<First>),
                  "an evaluator is a lambda []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> that runs on each of its numbers (a reference "
                  "may run on Interval alone), with a second argument Op::Variant where there are variants; it takes its inputs by const reference");
  }

  template <class T>
  Result<Out<T>> operator()(const In<T>& in, Variant variant = {}) const {
    const Typed<T> function = std::get<Typed<T>>(typed_);
    if (!function) detail::throw_no_function(detail::type_name<Op>());
    return function(in, variant);
  }
  template <class T>
  bool accepts() const {
    return std::get<Typed<T>>(typed_) != nullptr;
  }
  Origin origin() const { return origin_; }

 protected:
  using First = std::tuple_element_t<0, std::tuple<Numbers...>>;
  template <class T>
  using Typed = Result<Out<T>> (*)(const In<T>&, Variant);

 private:
  template <class F, class T>
  static constexpr Typed<T> typed() {
    if constexpr (detail::runs_on<F, Op, T>())
      return [](const In<T>& in, Variant variant) -> Result<Out<T>> {
        if constexpr (checked) return detail::call_checked<Op, T>(F{}, in, variant);
        else if constexpr (requires { F{}(in, variant); }) return F{}(in, variant);
        else return F{}(in);
      };
    else
      return nullptr;
  }
  template <class F>
  static constexpr Origin origin_of() {
    if constexpr (requires { F::origin; }) return F::origin;
    else return (std::size_t{0} + ... + detail::runs_on<F, Op, Numbers>()) == sizeof...(Numbers) ? Origin::formula : Origin::proof;
  }

  std::tuple<Typed<Numbers>...> typed_;
  Origin origin_;
};

/// Functions that are also called without their types: a wing of an operation. What that takes is compiled where the wing is.
template <class Op, class... Numbers>
class Evaluator : public Functions<Op, true, Numbers...> {
  using Base = Functions<Op, true, Numbers...>;

 public:
  template <class T>
  using In = typename Op::template In<T>;
  template <class T>
  using Out = typename Op::template Out<T>;

  template <class F>
    requires std::is_empty_v<F>
  constexpr Evaluator(F f) : Base(f), conversions_{conversions<Numbers>()...} {  // NOLINT
    if constexpr (!std::is_floating_point_v<typename Base::First>) describe_ = etalon::describe<Op>;
  }

  using Base::operator();
  /// Values that are moved in are not copied.
  template <class T>
  Result<Values<T>> operator()(Values<T> in, std::size_t variant) const {
    return of<T>().call(*this, in, variant);
  }
  /// The contract without types; a reference knows it.
  Contract contract() const { return describe_(); }

  template <class T>
  In<T> inputs(Values<T> values) const {
    return of<T>().inputs(std::move(values));
  }
  template <class T>
  Out<T> outputs(Values<T> values) const {
    return of<T>().outputs(std::move(values));
  }
  template <class T>
  Values<T> values_of_inputs(In<T> in) const {
    return of<T>().values_of_inputs(std::move(in));
  }
  template <class T>
  Values<T> values_of_outputs(Out<T> out) const {
    return of<T>().values_of_outputs(std::move(out));
  }

 private:
  template <class T>
  struct Conversions {
    Result<Values<T>> (*call)(const Evaluator&, Values<T>&, std::size_t);
    In<T> (*inputs)(Values<T>);
    Out<T> (*outputs)(Values<T>);
    Values<T> (*values_of_inputs)(In<T>);
    Values<T> (*values_of_outputs)(Out<T>);
  };
  template <class T>
  const Conversions<T>& of() const {
    return std::get<Conversions<T>>(conversions_);
  }
  template <class T>
  static constexpr Conversions<T> conversions() {
    return {[](const Evaluator& self, Values<T>& in, std::size_t variant) -> Result<Values<T>> {
              auto out = self(etalon::inputs_of_values<Op, T>(std::move(in)), static_cast<typename Base::Variant>(variant));
              if (!out) return out.failure();
              return etalon::values_of_outputs<Op, T>(std::move(*out));
            },
            etalon::inputs_of_values<Op, T>, etalon::outputs_of_values<Op, T>, etalon::values_of_inputs<Op, T>, etalon::values_of_outputs<Op, T>};
  }

  std::tuple<Conversions<Numbers>...> conversions_;
  Contract (*describe_)() = nullptr;
};

/// The fast wing: float64 and float32.
template <class Op>
using Fast = Evaluator<Op, double, float>;
/// A wrong implementation on trial: it refuses what it likes.
template <class Op>
using Unchecked = Functions<Op, false, double, float>;

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

/// An operation by its name: `evaluate(nn::softmax, …)`.
template <class Op>
struct Function {};

/// The two wings, each specialised in the file of its operation:
///
///     template <>
///     const Reference<Softmax> Wings<Softmax>::reference = []<class T>(…) … ;      reference/nn/softmax.cpp
///     template <>
///     const Fast<Softmax> Wings<Softmax>::fast = []<class T>(…) … ;                fast/nn/softmax.cpp
///
/// A program that uses a wing that nobody wrote does not link.
template <class Op>
struct Wings {
  static const Reference<Op> reference;
  static const Fast<Op> fast;
};

}  // namespace etalon
