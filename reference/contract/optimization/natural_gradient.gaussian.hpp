#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// The natural gradients of independent Gaussians.
struct NaturalGradientGaussian {
  enum class Variant { deviation, variance, log_deviation, log_variance };

  template <class T> struct In { Tensor<T> spread, grad_mean, grad_spread; };
  template <class T> struct Out { Tensor<T> mean, by_spread; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::spread>({n}, "how wide each is, by the convention: σ, σ², log σ or log σ²"), in::data<&In<T>::grad_mean>({n}, "the gradient by the means"),
                      in::data<&In<T>::grad_spread>({n}, "the gradient by the spreads")};
  }
  template <class T> static auto outputs() {
    // An exponential of 2, a square and a product.
    return std::tuple{out::inherent<&Out<T>::mean>({n}, 4, "C5", "σ²·∂/∂μ"), out::inherent<&Out<T>::by_spread>({n}, 4, "C5", "∂/∂s over Fisher's information about s")};
  }
  static Statement statement() {
    return {.name = "optimization.natural_gradient.gaussian",
            .summary = "F⁻¹g of N(μ, σ²): σ²·g_μ, and g_s over the information about s: 2 for log σ, ½ for log σ², 2/σ² for σ, 1/(2σ⁴) for σ²",
            .clauses = {{"C1", ClauseKind::precondition, finite({"spread", "grad_mean", "grad_spread"})},
                        {"C2", ClauseKind::precondition, "deviation and variance: each is positive"},
                        {"C3", ClauseKind::law, "reparameterization: what moves s by F⁻¹g_s moves every other s′ = s′(s) by F′⁻¹g_s′, for g_s = g_s′·ds′/ds"},
                        {"C4", ClauseKind::law, "the information is the mean square of the score: over N(0, σ²), by Gauss and Hermite's rule, which is exact here"},
                        {"C5", ClauseKind::error, "inherent, 4"}},
            .source = "Amari, Natural gradient works efficiently in learning, Neural Computation 10 (1998); Amari, Information Geometry and Its Applications (2016), 1.6",
            .variants = {{"deviation", "s = σ"}, {"variance", "s = σ²"}, {"log_deviation", "s = log σ"}, {"log_variance", "s = log σ²"}},
            .no_derivative = "a step updates a state"};
  }
};

inline constexpr Function<NaturalGradientGaussian> natural_gradient_gaussian;

}  // namespace etalon::contract::optimization
