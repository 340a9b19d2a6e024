#pragma once
#include "reference/contract/fields.hpp"

/// Derivatives state what is their own; inputs, sizes, variants, names and the clauses that refuse come from the primal.
namespace etalon {

namespace detail {

template <class Op, class = void>
struct VariantOf {
  using type = std::size_t;
};
template <class Op>
struct VariantOf<Op, std::void_t<typename Op::Variant>> {
  using type = typename Op::Variant;
};

/// The cotangent of one output of the primal: `in.cotangent.y`, called cotangent_y, or cotangent where y is the only one.
template <class Output, bool only>
struct CotangentField : InputDeclaration {
  using Member = typename Output::Member;
  static const char* name() {
    static const std::string text = only ? "cotangent" : std::string("cotangent_") + Output::name();
    return text.c_str();
  }
  static const char* meaning() {
    static const std::string text = std::string("the cotangent of ") + Output::name();
    return text.c_str();
  }
  template <class S>
  static auto& get(S& s) {
    return s.cotangent.*Output::member;
  }
};

/// Has it a cotangent? Real, and asked of implementations.
template <class T, class Output>
constexpr bool has_cotangent = (std::is_same_v<typename Output::Member, T> || std::is_same_v<typename Output::Member, Tensor<T>>)&&Output::grade != Grade::analysis;

template <class T, class... Outputs>
auto cotangents(const std::tuple<Outputs...>& outputs) {
  constexpr bool only = (has_cotangent<T, Outputs> + ...) == 1;
  return std::apply(
      [](const Outputs&... output) {
        const auto one = [](const auto& field) {
          using Output = std::decay_t<decltype(field)>;
          if constexpr (has_cotangent<T, Output>)
            return std::tuple{CotangentField<Output, only>{{Role::data, field.shape, CotangentField<Output, only>::meaning()}}};
          else
            return std::tuple{};
        };
        return std::tuple_cat(one(output)...);
      },
      outputs);
}

/// The primal's clauses that refuse, then the derivative's own. One that it restates under the primal's id takes that one's
/// place: a loss has no answer at infinity where its gradient has a limit.
Statement statement_of_derivative(const Statement& primal, const std::string& suffix, const std::vector<std::string>& cotangents, Statement own);

}  // namespace detail

/// x̄ = (∂y/∂x)ᵀȳ, the vector-Jacobian product: `struct SoftmaxVjp : Vjp<Softmax>`. In has the primal's members, and a
/// `cotangent` with a member for each of its outputs.
template <class P>
struct Vjp {
  using derivative_of = P;
  using Variant = typename detail::VariantOf<P>::type;

  template <class T>
  struct In : P::template In<T> {
    typename P::template Out<T> cotangent;
  };
  template <class T>
  static auto inputs() {
    return std::tuple_cat(P::template inputs<T>(), detail::cotangents<T>(P::template outputs<T>()));
  }
  template <class I>
    requires requires(const I& in) { P::sizes(in); }
  static SizeValues sizes(const I& in) {
    return P::sizes(in);
  }

 protected:
  /// `own`: summary, clauses and source; further clauses have ids that the primal's domain clauses leave free, unless they restate one.
  static Statement derivative(Statement own) {
    std::vector<std::string> names;
    std::apply([&](const auto&... field) { (names.push_back(field.name()), ...); }, detail::cotangents<double>(P::template outputs<double>()));
    return detail::statement_of_derivative(P::statement(), ".vjp", names, std::move(own));
  }
};

/// The gradient of a scalar loss: its cotangent is 1.
template <class P>
struct Gradient {
  using derivative_of = P;
  using Variant = typename detail::VariantOf<P>::type;

  template <class T>
  using In = typename P::template In<T>;
  template <class T>
  static auto inputs() {
    return P::template inputs<T>();
  }
  template <class I>
    requires requires(const I& in) { P::sizes(in); }
  static SizeValues sizes(const I& in) {
    return P::sizes(in);
  }

 protected:
  static Statement derivative(Statement own) { return detail::statement_of_derivative(P::statement(), ".gradient", {}, std::move(own)); }
};

}  // namespace etalon
