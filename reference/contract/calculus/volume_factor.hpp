#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// |det J|: by how much f stretches volume.
struct VolumeFactor : FunctionOfX {
  static constexpr std::int64_t most_variables = 8;
  static Predicate few() {
    return Predicate("x has at most 8 entries: the determinant is expanded by minors", [](const Inputs& in, std::size_t) -> Complaint {
      return count_of(in.shape("x")) > most_variables ? Complaint("x has " + std::to_string(count_of(in.shape("x"))) + " entries: more than 8") : std::nullopt;
    });
  }

  template <class T> struct In { std::string function; Tensor<T> x; };
  template <class T> struct Out { T volume_factor{}; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>()};
  }
  template <class T> static auto outputs() {
    // The Jacobian's entries, n of them in each product of Leibniz' sum, and at most n!, less than nⁿ, added by way of minors: n sums of n.
    return std::tuple{out::textbook<&Out<T>::volume_factor>({}, n * roundings + n * n, "C9", "|det J|")};
  }
  static Statement statement() {
    return {.name = "calculus.volume_factor",
            .summary = "|det J| at x; 0 where f is singular there",
            .clauses = clauses({{"C5", ClauseKind::precondition, square()},
                                {"C6", ClauseKind::precondition, few()},
                                {"C7", ClauseKind::law, "that of a composition is the product; of polar coordinates r, of spherical ones r²|sin θ|"},
                                {"C8", ClauseKind::law, "a singular J is reported: where det J is 0, so is the result, or it is refused; noise is wrong"},
                                {"C9", ClauseKind::error, "textbook, n(uses + 6) + n²"}}),
            .source = "Spivak, Calculus on Manifolds (1965), theorem 3-13",
            .no_derivative = "its logarithm's derivative belongs to a flow: calculus.affine_coupling.vjp",
            .aliases = {"jacobian_determinant", "jacdet"}};
  }
};

inline constexpr Function<VolumeFactor> volume_factor;

}  // namespace etalon::contract::calculus
