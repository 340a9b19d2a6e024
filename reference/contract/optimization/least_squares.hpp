#pragma once
#include "reference/contract/contract.hpp"
#include "reference/contract/model_of_t.hpp"

namespace etalon::contract::optimization {

/// One Gauss–Newton step towards the parameters of a model that fit data best.
struct LeastSquaresStep {
  template <class T> struct In { std::string model; Tensor<T> t, y, x; };
  template <class T> struct Out { Tensor<T> x_next; };

  inline static const Count n{"n", 1}, m{"m", 1}, uses{"uses"};  // parameters, measurements
  template <class I> static SizeValues sizes(const I& in) { return {{"uses", model_of_t::uses(in.model, static_cast<std::int64_t>(in.x.size()))}}; }

  template <auto M> static auto model() { return in::exact<M>({}, "a formula of the parameters x[0], x[1], … and of t, such as x[0]*(1 - exp(-x[1]*t))"); }
  template <class T> static auto inputs() {
    return std::tuple{model<&In<T>::model>(), in::data<&In<T>::t>({m}, "where it was measured"), in::data<&In<T>::y>({m}, "what was measured"),
                      in::data<&In<T>::x>({n}, "the parameters")};
  }
  /// The slopes of the model; JᵀJ and Jᵀr sum m terms, and the elimination n, in any order.
  inline static const Count roundings = 2 * uses + 12 + 2 * m + 3 * n;
  template <class T> static auto outputs() { return std::tuple{out::textbook<&Out<T>::x_next>({n}, roundings, "C9", "x + argmin ‖Jp − r‖")}; }

  /// C1 the model, C2 its domain, C4 its kinks, C6 independent slopes; then the operation's own.
  static std::vector<Clause> clauses(std::vector<Clause> own) {
    std::vector<Clause> all{{"C1", ClauseKind::precondition, model_of_t::readable()},
                            {"C2", ClauseKind::precondition, finite({"t", "y", "x"})},
                            {"C3", ClauseKind::precondition, "the model is defined at the parameters for each t: no logarithm or broken power of a number that is not positive, no quotient by 0"},
                            {"C4", ClauseKind::precondition, "and smooth as it is written: no |0|, no root of 0, no equal arguments of max and min, no relu of 0"},
                            {"C6", ClauseKind::precondition, "the columns of J, of shape [m, n], are linearly independent: JᵀJ is positive definite"},
                            {"C10", ClauseKind::precondition, Predicate("there are as many measurements as parameters at least", fewer)}};
    all.insert(all.end(), own.begin(), own.end());
    return all;
  }
  static Complaint fewer(const Inputs& in, std::size_t) {
    const std::int64_t m = in.shape("t").at(0), n = in.shape("x").at(0);
    return m < n ? Complaint(std::to_string(m) + " of " + std::to_string(n) + " parameters") : std::nullopt;
  }
  static constexpr const char* source = "Björck, Numerical Methods for Least Squares Problems (1996), 9.2; Nocedal and Wright, Numerical Optimization (2006), 10.3";
  static Statement statement() {
    return {.name = "optimization.least_squares.step",
            .summary = "x + (JᵀJ)⁻¹Jᵀr with the residuals rᵢ = yᵢ − model(x, tᵢ) and J = ∂model(x, tᵢ)/∂xⱼ",
            .clauses = clauses({{"C7", ClauseKind::law, "for a model that is linear in x one step is the best fit: Jᵀr = 0 at x′"},
                                {"C8", ClauseKind::law, "the step descends: (x′ − x)ᵀJᵀr ≥ 0"},
                                {"C9", ClauseKind::error, "textbook: slopes of the model, sums of m terms, an elimination of order n"}}),
            .source = source,
            .no_derivative = "a fit moves with the data by (JᵀJ)⁻¹Jᵀ, the implicit function theorem, not by the slope of one step",
            .aliases = {"gauss_newton_fit"}};
  }
};

/// Gauss and Newton's method from a start, state by state.
struct LeastSquares {
  template <class T> struct In { std::string model; Tensor<T> t, y, x; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates; };

  inline static const Count n{"n", 1}, m{"m", 1}, steps{"steps"}, uses{"uses"};
  template <class I> static SizeValues sizes(const I& in) { return {{"uses", model_of_t::uses(in.model, static_cast<std::int64_t>(in.x.size()))}}; }
  static constexpr std::int64_t most_steps = 1000;

  template <class T> static auto inputs() {
    return std::tuple{LeastSquaresStep::model<&In<T>::model>(), in::data<&In<T>::t>({m}, "where it was measured"), in::data<&In<T>::y>({m}, "what was measured"),
                      in::data<&In<T>::x>({n}, "the parameters at the start"), in::exact<&In<T>::steps>({}, "how many").or_else("0")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::stepwise<&Out<T>::iterates>({steps + 1, n}, LeastSquaresStep::roundings, "C9", "x₀ … x_steps")};
  }
  static Statement statement() {
    return {.name = "optimization.least_squares",
            .summary = "xₖ₊₁ = xₖ + (JᵀJ)⁻¹Jᵀr, Gauss and Newton's steps towards the least Σ (yᵢ − model(x, tᵢ))²",
            .clauses = LeastSquaresStep::clauses({{"C5", ClauseKind::precondition, within("steps", 0, most_steps)},
                                                  {"C7", ClauseKind::law, "a fit stays where it is: Jᵀr = 0"},
                                                  {"C8", ClauseKind::law, "where the residuals vanish the order is 2, elsewhere 1: the slope of the step at the fit is −(JᵀJ)⁻¹Σ rᵢ∇²model"},
                                                  {"C9", ClauseKind::error, "each state is optimization.least_squares.step from the one before it, as reported; the first is x"}}),
            .source = LeastSquaresStep::source,
            .no_derivative = "each state is judged from the one before it as reported, so that a run is no one function of its start"};
  }
};

inline constexpr Function<LeastSquaresStep> least_squares_step;
inline constexpr Function<LeastSquares> least_squares;

}  // namespace etalon::contract::optimization
