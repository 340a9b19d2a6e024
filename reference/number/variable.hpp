#pragma once
#include <array>
#include <queue>
#include <utility>
#include <vector>

#include "reference/number/lifted.hpp"

namespace etalon {

/// The record of one evaluation, for reverse-mode derivatives. The innermost tape of this thread records.
template <class T>
class Tape {
 public:
  Tape() : outer_(active_) { active_ = this; }
  ~Tape() { active_ = outer_; }
  Tape(const Tape&) = delete;
  Tape& operator=(const Tape&) = delete;

  static Tape& active() { return *active_; }

  int record(int a, const T& slope_a, int b = -1, const T& slope_b = 0) {
    nodes_.push_back({{a, b}, {slope_a, slope_b}});
    return static_cast<int>(nodes_.size()) - 1;
  }

  /// visit(node, Σ seedᵢ·∂outputᵢ/∂node) for every node that matters, the last ones first.
  template <class Visit>
  void for_each_adjoint(const std::vector<std::pair<int, T>>& seeds, Visit visit) const {
    // The nodes that are reached, the last one on top. What a sweep has visited is 0 again.
    adjoints_.resize(nodes_.size());
    reached_.resize(nodes_.size(), 0);
    std::priority_queue<int> waiting;
    bool in_turn = false;  // where most of what is left is reached, one after the other
    const auto add = [&](int node, T adjoint) {
      if (node < 0) return;
      const auto at = static_cast<std::size_t>(node);
      if (reached_[at]) {
        adjoints_[at] += adjoint;
      } else {
        adjoints_[at] = std::move(adjoint);
        reached_[at] = 1;
        if (!in_turn) waiting.push(node);
      }
    };
    const auto pass_on = [&](std::size_t at) {
      reached_[at] = 0;
      const T adjoint = std::move(adjoints_[at]);
      visit(static_cast<int>(at), adjoint);
      for (std::size_t k = 0; k < 2; ++k)
        if (nodes_[at].parent[k] >= 0) add(nodes_[at].parent[k], nodes_[at].slope[k] * adjoint);
    };
    for (const auto& [node, seed] : seeds) add(node, seed);
    while (!waiting.empty()) {
      const auto last = static_cast<std::size_t>(waiting.top());
      waiting.pop();
      if (in_turn = 16 * waiting.size() > last; in_turn) {
        for (std::size_t at = last + 1; at-- > 0;)
          if (reached_[at]) pass_on(at);
        break;
      }
      pass_on(last);
    }
  }
  /// The same for every node recorded so far; of those that do not matter it is 0.
  std::vector<T> adjoints(const std::vector<std::pair<int, T>>& seeds) const {
    std::vector<T> all(nodes_.size(), T(0));
    for_each_adjoint(seeds, [&](int node, const T& adjoint) { all[node] = adjoint; });
    return all;
  }

 private:
  struct Node {
    std::array<int, 2> parent;
    std::array<T, 2> slope;
  };
  std::vector<Node> nodes_;
  mutable std::vector<T> adjoints_;  // of a sweep
  mutable std::vector<char> reached_;
  Tape* outer_;
  static thread_local Tape* active_;
};

template <class T>
thread_local Tape<T>* Tape<T>::active_ = nullptr;

/// Reverse-mode derivative: a value and its place on the active tape; constants have none.
template <class T>
class Variable : public Arithmetic<Variable<T>> {
 public:
  using Scalar = T;
  Variable() = default;
  template <std::integral I> Variable(I constant) : value_(constant) {}  // NOLINT
  template <std::floating_point F> Variable(F) = delete;  // a floating literal is not exact: write a quotient of integers, T(1) / 10
  explicit Variable(const Interval& constant) requires(!std::same_as<T, Interval>) : value_(constant) {}
  explicit Variable(T constant) : value_(std::move(constant)) {}

  /// A new independent variable.
  static Variable independent(T value) {
    Variable x(std::move(value));
    x.node_ = Tape<T>::active().record(-1, 0);
    return x;
  }

  const T& value() const { return value_; }
  int node() const { return node_; }

  static Variable chain(T y, const Variable& a, const T& slope) {
    Variable r(std::move(y));
    if (a.node_ >= 0) r.node_ = Tape<T>::active().record(a.node_, slope);
    return r;
  }
  static Variable chain(T y, const Variable& a, const T& slope_a, const Variable& b, const T& slope_b) {
    Variable r(std::move(y));
    if (a.node_ >= 0 || b.node_ >= 0) r.node_ = Tape<T>::active().record(a.node_, slope_a, b.node_, slope_b);
    return r;
  }

 private:
  T value_ = 0;
  int node_ = -1;
};

}  // namespace etalon
