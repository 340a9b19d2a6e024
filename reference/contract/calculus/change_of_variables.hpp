#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// ∫ p(g(x))·|g′(x)| dx over [lower, upper] and ∫ p(y) dy over its image, each by the Gauss–Legendre rule of so many nodes.
struct ChangeOfVariables : FunctionOfX {
  template <class T> struct In { std::string density, map; T lower{}, upper{}; std::int64_t nodes = 0; };
  template <class T> struct Out { T over_x{}, over_y{}; };

  inline static const Count nodes{"nodes"};
  static constexpr std::int64_t most_nodes = 64;

  template <class I> static SizeValues sizes(const I& in) {
    return {{"uses", sizes_of(in.map, {1}).at("uses") + sizes_of(in.density, {1}).at("uses")}};
  }
  static Complaint unreadable(const Inputs& in, std::size_t) {
    for (const char* field : {"density", "map"}) {
      const auto read = read_function(in.text(field), 1);
      if (const auto* what = std::get_if<std::string>(&read)) return std::string(field) + ": " + *what;
      if (std::get<Formula>(read).outputs.size() != 1) return std::string(field) + " has " + std::to_string(std::get<Formula>(read).outputs.size()) + " outputs";
    }
    return std::nullopt;
  }
  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::density>({}, "p, a formula of x, or the name of one"), in::exact<&In<T>::map>({}, "g, a formula of x that increases or decreases throughout"),
                      in::exact<&In<T>::lower>({}, "where the interval of x begins"), in::exact<&In<T>::upper>({}, "where it ends"), in::exact<&In<T>::nodes>({}, "of the rule")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once: a sum of the nodes' terms in another order costs one for each, a term's factors eight.
    const Count c = roundings + nodes + 8;
    return std::tuple{out::textbook<&Out<T>::over_x>({}, c, "C9", "½(upper − lower)·Σ wᵢ p(g(xᵢ))|g′(xᵢ)|"), out::textbook<&Out<T>::over_y>({}, c, "C9", "½|g(upper) − g(lower)|·Σ wᵢ p(yᵢ)")};
  }
  static Statement statement() {
    return {.name = "calculus.change_of_variables",
            .summary = "∫ p(g(x))|g′(x)| dx over an interval, and ∫ p(y) dy over its image under g, by the Gauss–Legendre rule",
            .clauses = {{"C1", ClauseKind::precondition, Predicate("density and map are formulas of x, or names, with one output", unreadable)},
                        {"C2", ClauseKind::precondition, finite({"lower", "upper"})},
                        {"C3", ClauseKind::precondition, "both are defined at every node and at both ends, and the map is smooth as it is written"},
                        {"C4", ClauseKind::precondition, within("nodes", 1, most_nodes)},
                        {"C5", ClauseKind::precondition, "lower ≤ upper"},
                        {"C6", ClauseKind::law, "where p and p(g)g′ are polynomials of degree below 2·nodes and g′ keeps its sign, both are the integral"},
                        {"C7", ClauseKind::law, "where they are analytic, both tend to the integral geometrically with the nodes"},
                        {"C9", ClauseKind::error, "textbook, uses + nodes + 14"}},
            .source = "Golub and Welsch, Calculation of Gauss quadrature rules (1969); Billingsley, Probability and Measure (1995), theorem 17.2",
            .no_derivative = "by the fundamental theorem its slope by upper is p(g(upper))|g′(upper)|",
            .aliases = {"fixed_quad", "leggauss"}};
  }
};

inline constexpr Function<ChangeOfVariables> change_of_variables;

}  // namespace etalon::contract::calculus
