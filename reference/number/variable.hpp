#pragma once
#include <array>
#include <cmath>
#include <memory>
#include <queue>
#include <utility>
#include <vector>

#include "reference/number/lifted.hpp"

namespace etalon {

/// 1 or −1 where a number is that exactly, as can be seen at a glance; else 0.
inline int exact_unit(const Interval& x) {
  const Ball* ball = x.ball();
  return ball && ball->is_exact() && ball->exponent == 0 && std::fabs(ball->middle) == 1 ? static_cast<int>(ball->middle) : 0;
}
template <class T>
int exact_unit(const T& x) {
  if constexpr (requires { x.error().is_zero(); }) return x.error().is_zero() ? exact_unit(x.value()) : 0;
  else return 0;
}

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
    nodes_.push_back({link(a, slope_a), link(b, slope_b)});
    return static_cast<int>(nodes_.size()) - 1;
  }

  /// visit(node, Σ seedᵢ·∂outputᵢ/∂node) for every node that matters, the last ones first.
  template <class Visit>
  void for_each_adjoint(const std::vector<std::pair<int, T>>& seeds, Visit visit) const {
    // The nodes that are reached, the last one on top. What a sweep has visited is 0 again.
    adjoints_.resize(nodes_.size() / adjoints_at_once + 1);
    reached_.resize(nodes_.size(), 0);
    const T plus = 1, minus = -1;
    std::priority_queue<int> waiting;
    bool in_turn = false;  // where most of what is left is reached, one after the other
    const auto add = [&](int node, T adjoint) {
      if (node < 0) return;
      const auto at = static_cast<std::size_t>(node);
      if (reached_[at]) {
        adjoint_of(at) += adjoint;
      } else {
        adjoint_of(at) = std::move(adjoint);
        reached_[at] = 1;
        if (!in_turn) waiting.push(node);
      }
    };
    const auto pass_on = [&](std::size_t at) {
      reached_[at] = 0;
      const T adjoint = std::move(adjoint_of(at));
      visit(static_cast<int>(at), adjoint);
      for (const Link& link : nodes_[at])
        if (link.parent >= 0) add(link.parent, (link.slope >= 0 ? slopes_[static_cast<std::size_t>(link.slope)] : link.slope == one ? plus : minus) * adjoint);
    };
    for (const auto& [node, seed] : seeds) add(node, seed);
    while (!waiting.empty()) {
      const auto last = static_cast<std::size_t>(waiting.top());
      waiting.pop();
      if (in_turn = 16 * waiting.size() > last; in_turn) {
        for (std::size_t at = last + 1; at-- > 0;) {
          if (reached_[at]) pass_on(at);
          if (last > 16 * adjoints_at_once && at % adjoints_at_once == 0) adjoints_[at / adjoints_at_once].reset();
        }
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
  /// A node's parent, none if below 0, and the place of the slope by it: of sums and differences, which tapes of millions are made of, it needs none.
  struct Link {
    int parent, slope;
  };
  static constexpr int one = -1, minus_one = -2;
  Link link(int parent, const T& slope) {
    if (parent < 0) return {parent, one};
    if (const int unit = exact_unit(slope)) return {parent, unit > 0 ? one : minus_one};
    slopes_.push_back(slope);
    return {parent, static_cast<int>(slopes_.size()) - 1};
  }

  /// There is room for those of nodes that lie together, from when one is reached; of long tapes until all are passed on.
  T& adjoint_of(std::size_t node) const {
    auto& some = adjoints_[node / adjoints_at_once];
    if (!some) some = std::make_unique<T[]>(adjoints_at_once);
    return some[node % adjoints_at_once];
  }
  static constexpr std::size_t adjoints_at_once = 128;

  std::vector<std::array<Link, 2>> nodes_;
  std::vector<T> slopes_;
  mutable std::vector<std::unique_ptr<T[]>> adjoints_;  // of a sweep
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
