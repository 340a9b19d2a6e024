#pragma once
#include "reference/contract/optimizer.hpp"

/// What Adam and those after it share: averages m of the gradient and v of its square, and a counter that corrects for their start at 0.
namespace etalon::contract {

struct Moments {
  inline static const Count n{"n"};

  template <class I> static auto averages() {
    return std::tuple{in::data<&I::theta>({n}, "the parameters"), in::data<&I::m>({n}, "the average of gradients before this step; 0 before the first"),
                      in::data<&I::v>({n}, "the average of their squares before this step; 0 before the first"), in::data<&I::gradient>({n}, "g, at theta"),
                      in::exact<&I::t>({}, "the number of this step: 1, 2, …")};
  }
  template <class I> static auto hyperparameters() {
    return std::tuple{in::exact<&I::learning_rate>({}, "α").or_else("0.001"), in::exact<&I::beta1>({}, "β₁, how much of m is kept").or_else("0.9"),
                      in::exact<&I::beta2>({}, "β₂, how much of v is kept").or_else("0.999"), in::exact<&I::epsilon>({}, "ε").or_else("1e-8")};
  }
  /// C1 to C4: what no step of these takes. `more` of the state are finite, and 0 or more.
  static std::vector<Clause> refusals(const std::vector<std::string>& more = {}) {
    std::vector<std::string> state{"theta", "m", "v", "gradient"};
    state.insert(state.end(), more.begin(), more.end());
    Predicate holds = finite(state) && not_negative("v");
    for (const std::string& field : more) holds = std::move(holds) && not_negative(field);
    return {{"C1", ClauseKind::precondition, holds, "the parameters, the state and g are finite, and averages of squares 0 or more"},
            {"C2", ClauseKind::precondition, at_least("t", 1)},
            {"C3", ClauseKind::precondition, rates({"learning_rate", "epsilon"}) && fractions({"beta1", "beta2"}), "0 ≤ α < ∞, 0 ≤ β₁ < 1, 0 ≤ β₂ < 1, 0 ≤ ε < ∞"},
            {"C4", ClauseKind::domain, "no denominator is 0: where ε = 0, the average of squares is not 0"}};
  }
  /// The clauses that refuse, then an operation's own.
  static std::vector<Clause> with(std::vector<Clause> refusals, const std::vector<Clause>& own) {
    refusals.insert(refusals.end(), own.begin(), own.end());
    return refusals;
  }
};

}  // namespace etalon::contract
