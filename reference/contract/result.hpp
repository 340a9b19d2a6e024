#pragma once
#include <string>
#include <utility>
#include <variant>

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

}  // namespace etalon
