#pragma once
#include "reference/contract/contract.hpp"
#include "reference/contract/root_function.hpp"

namespace etalon::contract::optimization {

/// One step of Newton's method towards a root of a function.
struct NewtonRootStep {
  template <class T> struct In { std::string function; T a; T x; };
  template <class T> struct Out { T next; };

  inline static const Count uses{"uses"};
  template <class I> static SizeValues sizes(const I& in) { return {{"uses", root_function::uses(in.function)}}; }

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::function>({}, "x^2-a, x^3-a, x^3-a x, x^3-2x+2, (x-a)^2, (x-a)^3, exp(x)-a, sin(x), or a formula of x and a such as cos(x) - a*x"),
                      in::data<&In<T>::a>({}, "its parameter, where it has one"),
                      in::data<&In<T>::x>({}, "the state")};
  }
  template <class T> static auto outputs() {
    // Brought to one fraction, such as 2·x·x·x/(3·x·x − a), a step has 6 roundings, none with more behind it than T. The slope of a
    // formula sums over the uses of a step, in either mode.
    return std::tuple{out::textbook<&Out<T>::next>({}, uses + 6, "C7", "x − f(x)/f′(x)")};
  }
  static Statement statement() {
    return {.name = "optimization.newton_root.step",
            .summary = "x − f(x)/f′(x), for a function f of the table or a formula",
            .clauses = {{"C1", ClauseKind::precondition, finite({"a", "x"})},
                        {"C2", ClauseKind::domain, "f′(x) ≠ 0, exactly"},
                        {"C3", ClauseKind::precondition, root_function::readable()},
                        {"C4", ClauseKind::law, "brought to one fraction the step is Heron's (x + a/x)/2 for x² − a, (2x + a/x²)/3 for x³ − a, "
                                                "2x³/(3x² − a) for x³ − ax, 2(x³ − 1)/(3x² − 2) for x³ − 2x + 2, (x + a)/2 for (x − a)², "
                                                "(2x + a)/3 for (x − a)³, x − 1 + a/eˣ for eˣ − a, x − tan x for sin x"},
                        {"C5", ClauseKind::law, "affine invariance: the step for f(px + q) is the step for f in the coordinate px + q"},
                        {"C6", ClauseKind::law, "a root stays where it is"},
                        {"C7", ClauseKind::error, "textbook, 6 roundings, and for a formula its uses: x − tan x cancels near 0, the other functions of the table have an inherent form"},
                        {"C8", ClauseKind::precondition, "a formula is defined at x, and smooth as it is written"}},
            .source = "Ypma, Historical development of the Newton-Raphson method, SIAM Review 37 (1995)",
            .no_derivative = "at a root its slope by x, f·f″/f′², tells of the convergence alone: the root moves with a by −(∂f/∂a)/f′, the implicit function theorem"};
  }
};

/// Newton's method from x0, and what becomes of it.
struct NewtonRoot {
  template <class T> struct In { std::string function; T a; T x0; std::int64_t steps = 0; };
  template <class T> struct Out {
    Tensor<T> iterates;
    Tensor<T> root;
    std::int64_t order = 0;
    Tensor<T> rate;
    std::int64_t period = 0;
  };

  inline static const Count steps{"steps"}, uses{"uses"};
  template <class I> static SizeValues sizes(const I& in) { return {{"uses", root_function::uses(in.function)}}; }
  static constexpr std::int64_t most_steps = 10000;

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::function>({}, "as for optimization.newton_root.step"),
                      in::data<&In<T>::a>({}, "its parameter"),
                      in::data<&In<T>::x0>({}, "the start"),
                      in::exact<&In<T>::steps>({}, "how many")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::stepwise<&Out<T>::iterates>({steps + 1}, uses + 6, "C9", "x₀ … x_steps"),
                      out::analysis<&Out<T>::root>(Any{}, "the limit of the endless run: one entry, or none where there is no limit"),
                      out::analysis<&Out<T>::order>({}, "p, the order of convergence to the root; 0 without a limit"),
                      out::analysis<&Out<T>::rate>(Any{}, "lim |xₖ₊₁ − root| / |xₖ − root|ᵖ"),
                      out::analysis<&Out<T>::period>({}, "1 where the run has a limit, p where it approaches a cycle of p states, else 0")};
  }
  static Statement statement() {
    return {.name = "optimization.newton_root",
            .summary = "xₖ₊₁ = xₖ − f(xₖ)/f′(xₖ) from x₀, with the certified limit, its order and its rate",
            .clauses = {{"C1", ClauseKind::precondition, finite({"a", "x0"})},
                        {"C2", ClauseKind::domain, "f′(xₖ) ≠ 0 for k < steps, exactly"},
                        {"C3", ClauseKind::precondition, root_function::readable()},
                        {"C4", ClauseKind::precondition, within("steps", 0, most_steps)},
                        {"C5", ClauseKind::law, "at a simple root the order is 2 with rate |f″/2f′|, where f″ = 0 there 3 with rate |f‴/3f′|; at an m-fold "
                                                "root it is 1 with rate (m − 1)/m"},
                        {"C6", ClauseKind::law, "the limit is a root of f"},
                        {"C7", ClauseKind::law, "not every run has a limit: x³ − 2x + 2 from 0 and around it goes 0, 1, 0, 1, …; x³ − 5p²x and x² + 3p² from p "
                                                "go p, −p, p, …; eˣ − a with a ≤ 0 descends by at least 1 for ever"},
                        {"C8", ClauseKind::law, "x² − a from x₀ > √a descends, and stays above √a"},
                        {"C9", ClauseKind::error, "each iterate is optimization.newton_root.step from the one before it, as reported; the first is x₀"},
                        {"C10", ClauseKind::precondition, "a formula is defined at every iterate, and smooth as it is written"}},
            .source = "Ortega and Rheinboldt, Iterative Solution of Nonlinear Equations in Several Variables (1970), 10.2; for the certificates Tucker, "
                      "Validated Numerics (2011), 5.1; for the cycle Smale, The fundamental theorem of algebra and complexity theory (1981)",
            .no_derivative = "each iterate is judged from the one before it as reported, so that a run is no one function of a and x₀; its root moves with a by "
                             "−(∂f/∂a)/f′, the implicit function theorem"};
  }
};

inline constexpr Function<NewtonRootStep> newton_root_step;
inline constexpr Function<NewtonRoot> newton_root;

}  // namespace etalon::contract::optimization
