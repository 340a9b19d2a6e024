#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// How fast errors fall: the order that every three of them show, and the rate of every two.
struct OrderOfConvergence {
  /// What the last three errors show, and those halfway.
  enum Convergence : std::int64_t { none, sublinear, linear, superlinear, quadratic, cubic };
  static constexpr const char* names[] = {"none", "sublinear", "linear", "superlinear", "quadratic", "cubic"};

  template <class T> struct In { Tensor<T> errors; };
  template <class T> struct Out {
    Tensor<T> rates;
    Tensor<T> orders;
    std::int64_t order = 0;
    Tensor<T> constant;
    std::int64_t convergence = 0;
  };

  inline static const Count pairs{"pairs"}, triples{"triples"};
  template <class I> static SizeValues sizes(const I& in) {
    const auto n = static_cast<std::int64_t>(in.errors.size());
    return {{"pairs", std::max<std::int64_t>(0, n - 1)}, {"triples", std::max<std::int64_t>(0, n - 2)}};
  }

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::errors>({any_extent}, "e₀ … eₙ₋₁: distances from the limit, three at least")};
  }
  template <class T> static auto outputs() {
    // A quotient. Two quotients, two logarithms, of which the smaller costs what its argument's rounding does, and a quotient.
    return std::tuple{out::inherent<&Out<T>::rates>({pairs}, 1, "C5", "eₖ₊₁/eₖ"),
                      out::inherent<&Out<T>::orders>({triples}, 5, "C5", "log(eₖ₊₂/eₖ₊₁)/log(eₖ₊₁/eₖ)"),
                      out::analysis<&Out<T>::order>({}, "p, of the class: 1, 2 or 3; 0 where the errors do not fall"),
                      out::analysis<&Out<T>::constant>(Any{}, "the last eₖ₊₁/eₖᵖ; none where the errors do not fall"),
                      out::analysis<&Out<T>::convergence>({}, "what the last three errors, and the ones halfway, show: 5 cubic, 4 quadratic, 3 superlinear, 2 linear, 1 sublinear, 0 none")};
  }
  static Statement statement() {
    return {.name = "optimization.order_of_convergence",
            .summary = "rates eₖ₊₁/eₖ and orders log(eₖ₊₂/eₖ₊₁)/log(eₖ₊₁/eₖ) of errors that fall, with the class that they show",
            .clauses = {{"C1", ClauseKind::precondition, Predicate("there are three errors at least", too_few) && finite("errors") && positive("errors"),
                         "three errors at least, finite and above 0: a sequence that reaches its limit has no order"},
                        {"C2", ClauseKind::domain, Predicate("no two errors that follow each other are equal", equal_neighbours)},
                        {"C3", ClauseKind::law, "errors cqᵏ have order 1 and rate q; errors with eₖ₊₁ = ceₖᵖ tend to order p"},
                        {"C4", ClauseKind::law, "in another unit neither rates nor orders differ"},
                        {"C5", ClauseKind::error, "inherent: a quotient; two quotients, two logarithms and a quotient"},
                        {"C6", ClauseKind::law, "cubic is said from an order of 5/2 on, quadratic from 7/4, superlinear from 9/8; below, linear or, where 1 − rate has fallen to 3/4 of "
                                                "what it was halfway, sublinear; none where the last error is not below the first, or not below the one before it"}},
            .source = "Ortega and Rheinboldt, Iterative Solution of Nonlinear Equations in Several Variables (1970), chapter 9; Nocedal and Wright, Numerical Optimization (2006), A.2",
            .no_derivative = "an order is read off, nobody descends along it"};
  }

 private:
  static Complaint too_few(const Inputs& in, std::size_t) {
    const std::size_t n = in.real("errors").size();
    return n < 3 ? Complaint("errors has " + std::to_string(n) + (n == 1 ? " entry" : " entries")) : std::nullopt;
  }
  static Complaint equal_neighbours(const Inputs& in, std::size_t) {
    const Entries& errors = in.real("errors");
    for (std::size_t k = 0; k + 1 < errors.size(); ++k)
      if (errors.equal(k, k + 1)) return "errors[" + std::to_string(k) + "] and errors[" + std::to_string(k + 1) + "] are equal";
    return std::nullopt;
  }
};

inline constexpr Function<OrderOfConvergence> order_of_convergence;

}  // namespace etalon::contract::optimization
