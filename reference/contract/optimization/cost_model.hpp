#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// What one iteration of a method costs on linear least squares, in operations.
struct CostModel {
  template <class T> struct In { std::string method; std::int64_t n = 1, m = 1, samples = 1; };
  template <class T> struct Out { std::int64_t multiplications = 0, additions = 0, divisions = 0, roots = 0, memory = 0; };

  static constexpr std::int64_t most = 48;  // of each size: Newton's elimination is counted, not computed

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::method>({}, "gradient_descent, sgd, momentum, adam, newton, bfgs, lbfgs or conjugate_gradient"),
                      in::exact<&In<T>::n>({}, "parameters"), in::exact<&In<T>::m>({}, "pairs that lbfgs keeps; nothing to the others").or_else("1"),
                      in::exact<&In<T>::samples>({}, "rows of the data; sgd looks at one").or_else("1")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::multiplications>({}, "C9", "products"), out::exact<&Out<T>::additions>({}, "C9", "sums and differences"),
                      out::exact<&Out<T>::divisions>({}, "C9", "quotients"), out::exact<&Out<T>::roots>({}, "C9", "square roots"),
                      out::exact<&Out<T>::memory>({}, "C9", "numbers that are kept from one iteration to the next")};
  }
  static Statement statement() {
    return {.name = "optimization.cost_model",
            .summary = "the operations of one iteration on ½Σ(aᵢᵀx − yᵢ)², its gradient included: the textbook's algorithm, counted",
            .clauses = {{"C1", ClauseKind::precondition, one_of("method", {"gradient_descent", "sgd", "momentum", "adam", "newton", "bfgs", "lbfgs", "conjugate_gradient"})},
                        {"C2", ClauseKind::precondition, within("n", 1, most) && within("m", 1, most) && within("samples", 1, most)},
                        {"C3", ClauseKind::law, "O(samples·n) for gradient_descent, momentum, adam and conjugate_gradient, O(n) for sgd whatever the samples, O(samples·n + nm) for lbfgs, "
                                                "O(samples·n + n²) for bfgs, O(samples·n² + n³) for newton"},
                        {"C4", ClauseKind::law, "kept: n for gradient_descent, sgd and newton, 2n for momentum, 3n for adam and conjugate_gradient, n + 2nm for lbfgs with its m scalars, n + n² for bfgs"},
                        {"C9", ClauseKind::error, "exact: counts"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), 7.2 for lbfgs, 6.1 for bfgs; Golub and Van Loan, Matrix Computations (2013), 4.2 for the elimination",
            .no_derivative = "counts"};
  }
};

inline constexpr Function<CostModel> cost_model;

}  // namespace etalon::contract::optimization
