#pragma once
#include "reference/contract/optimization/least_squares.hpp"

namespace etalon::contract::optimization {

/// The parameters of a model that fit data best, near a start.
struct CurveFit {
  template <class T> struct In { std::string model; Tensor<T> t, y, x; T tolerance{}; };
  template <class T> struct Out { Tensor<T> fit; T residual; };

  inline static const Count n{"n", 1}, m{"m", 1};

  template <class T> static auto inputs() {
    return std::tuple{LeastSquaresStep::model<&In<T>::model>(), in::data<&In<T>::t>({m}, "where it was measured"), in::data<&In<T>::y>({m}, "what was measured"),
                      in::data<&In<T>::x>({n}, "the parameters at the start"),
                      in::exact<&In<T>::tolerance>({}, "how far from orthogonal the residuals may be to each column of J, as a cosine").or_else("1e-6")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::laws<&Out<T>::fit>({n}, "the parameters of a local best fit; the reference's are proved"), out::laws<&Out<T>::residual>({}, "Σ rᵢ² there")};
  }
  static Statement statement() {
    return {.name = "optimization.curve_fit",
            .summary = "parameters x with the least Σ (yᵢ − model(x, tᵢ))² near a start: one stationary point, proved to be a minimum, to any number of digits",
            .clauses = LeastSquaresStep::clauses({{"C5", ClauseKind::precondition, positive("tolerance")},
                                                  {"C7", ClauseKind::law, "the residuals are orthogonal to the columns of J: |Jⱼᵀr| ≤ tolerance·‖Jⱼ‖·‖r‖, but for rounding where the residuals all but vanish"},
                                                  {"C8", ClauseKind::law, "no worse than the start: Σr² there is not above Σr² at x"},
                                                  {"C9", ClauseKind::law, "residual is Σ (yᵢ − model(fit, tᵢ))²"}}),
            .source = "Marquardt, An algorithm for least-squares estimation of nonlinear parameters, SIAM Journal on Applied Mathematics 11 (1963); Moré, The Levenberg-Marquardt algorithm (1978); "
                      "for the proof Tucker, Validated Numerics (2011), 5.1",
            .no_derivative = "the fit moves with the data by the implicit function theorem; where it is judged by its laws, it is no one function of them",
            .aliases = {"nls", "lmfit"}};
  }
};

inline constexpr Function<CurveFit> curve_fit;

}  // namespace etalon::contract::optimization
