#pragma once
#include "reference/contract/contract.hpp"

/// What the steps of optimizers share: each takes the parameters θ, the state and the gradient, and gives the next θ and state.
namespace etalon::contract {

inline constexpr const char* no_derivative_of_a_step = "a step updates a state, and training does not differentiate through it";
inline constexpr const char* no_derivative_of_a_rate = "a rate depends on hyperparameters alone, which training does not differentiate";

/// Each is a real number, 0 or more: a rate, ε, a decay.
inline Predicate rates(const std::vector<std::string>& fields) {
  Predicate all = finite(fields);
  for (const std::string& field : fields) all = std::move(all) && not_negative(field);
  return all;
}
/// 0 ≤ x < 1 for each: how much of an average is kept.
inline Predicate fractions(const std::vector<std::string>& fields) {
  Predicate all = not_negative(fields.front()) && below(fields.front(), 1);
  for (std::size_t i = 1; i < fields.size(); ++i) all = std::move(all) && not_negative(fields[i]) && below(fields[i], 1);
  return all;
}
/// 0 or 1.
inline Predicate flag(const char* field) { return within(field, 0, 1); }

}  // namespace etalon::contract
