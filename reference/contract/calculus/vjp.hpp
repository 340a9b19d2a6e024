#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// Jᵀw, by one sweep in reverse.
struct Vjp : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; Tensor<T> weights; };
  template <class T> struct Out { Tensor<T> product; };

  static Complaint other_weights(const Inputs& in, std::size_t) {
    const std::int64_t outputs = sizes_of(in.text("function"), in.shape("x")).at("m"), given = count_of(in.shape("weights"));
    if (outputs == given || outputs == 0) return std::nullopt;
    return "the function has " + std::to_string(outputs) + " outputs, and weights " + std::to_string(given) + (given == 1 ? " entry" : " entries");
  }
  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(),
                      in::data<&In<T>::weights>({any_extent}, "w, one for each output")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::textbook<&Out<T>::product>({n}, roundings, "C9", "Jᵀw")};
  }
  static Statement statement() {
    return {.name = "calculus.vjp",
            .summary = "Jᵀw, the gradient of Σ wᵢfᵢ at x",
            .clauses = clauses({{"C5", ClauseKind::domain, finite("weights")},
                                {"C6", ClauseKind::precondition, Predicate("there is a weight for each output", other_weights)},
                                {"C7", ClauseKind::law, "adjoint to calculus.jvp: ⟨w, Jv⟩ = ⟨Jᵀw, v⟩; linear in w"},
                                {"C9", ClauseKind::error, "textbook, uses + 6: a step that is used most, and what a slope may take"}}),
            .source = source,
            .no_derivative = "its derivatives are second ones: calculus.hvp",
            .aliases = {"pullback", "backward"}};
  }
};

inline constexpr Function<Vjp> vjp;

}  // namespace etalon::contract::calculus
