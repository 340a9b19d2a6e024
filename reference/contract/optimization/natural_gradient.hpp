#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// The natural gradient of a categorical distribution.
struct NaturalGradientCategorical {
  template <class T> struct In { Tensor<T> theta, g; };
  template <class T> struct Out { Tensor<T> natural; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "logits of the first n of n + 1 classes, beside 0 of the last: pᵢ = exp θᵢ/(1 + Σ exp θⱼ)"),
                      in::data<&In<T>::g>({n}, "the gradient by θ")};
  }
  template <class T> static auto outputs() {
    // Two sums of n, an exponential of 2 and its argument, the quotients, products and the last sum.
    return std::tuple{out::inherent<&Out<T>::natural>({n}, 2 * n + 8, "C4", "F⁻¹g")};
  }
  static Statement statement() {
    return {.name = "optimization.natural_gradient.categorical",
            .summary = "F⁻¹g = gᵢ/pᵢ + Σⱼ gⱼ/p_(n+1), with Fisher's matrix F = diag(p) − ppᵀ of the first n classes",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "g"})},
                        {"C2", ClauseKind::law, "F·F⁻¹g = g"},
                        {"C3", ClauseKind::law, "invariance: by the probabilities p themselves, whose gradient is F⁻¹g and whose Fisher matrix is F⁻¹, it moves p by F(F⁻¹g) = g, as by θ"},
                        {"C4", ClauseKind::error, "inherent, 2n + 8"}},
            .source = "Amari, Natural gradient works efficiently in learning, Neural Computation 10 (1998)",
            .no_derivative = "a step updates a state"};
  }
};

/// The natural gradients of independent Gaussians.
struct NaturalGradientGaussian {
  enum class Variant { log_deviation, log_variance, deviation, variance };

  template <class T> struct In { Tensor<T> spread, grad_mean, grad_spread; };
  template <class T> struct Out { Tensor<T> mean, by_spread; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::spread>({n}, "how wide each is, by the convention: log σ, log σ², σ or σ²"), in::data<&In<T>::grad_mean>({n}, "the gradient by the means"),
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
                        {"C2", ClauseKind::domain, "deviation and variance: each is positive"},
                        {"C3", ClauseKind::law, "reparameterization: what moves s by F⁻¹g_s moves every other s′ = s′(s) by F′⁻¹g_s′, for g_s = g_s′·ds′/ds"},
                        {"C4", ClauseKind::law, "the information is the mean square of the score: over N(0, σ²), by Gauss and Hermite's rule, which is exact here"},
                        {"C5", ClauseKind::error, "inherent, 4"}},
            .source = "Amari, Natural gradient works efficiently in learning, Neural Computation 10 (1998); Amari, Information Geometry and Its Applications (2016), 1.6",
            .variants = {{"log_deviation", "s = log σ"}, {"log_variance", "s = log σ²"}, {"deviation", "s = σ"}, {"variance", "s = σ²"}},
            .no_derivative = "a step updates a state"};
  }
};

/// The natural gradient of logistic regression.
struct NaturalGradientLogistic {
  template <class T> struct In { Tensor<T> x, y, theta; };
  template <class T> struct Out { Tensor<T> natural; };

  inline static const Count m{"m"}, n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({m, n}, "a sample in each row; independent columns"), in::exact<&In<T>::y>({m}, "the targets, from 0 to 1"), in::data<&In<T>::theta>({n}, "the weights")};
  }
  template <class T> static auto outputs() {
    // T counts every operation once; sums of m and of n in another order are off by as many of these, a solution by 3n + 3 (linalg.cholesky_solve.vjp).
    return std::tuple{out::textbook<&Out<T>::natural>({n}, m + 4 * n + 8, "C6", "F⁻¹∇")};
  }
  static Statement statement() {
    return {.name = "optimization.natural_gradient.logistic",
            .summary = "F⁻¹Xᵀ(p − y) with pᵢ = 1/(1 + exp(−xᵢᵀθ)) and Fisher's matrix F = Xᵀ·diag(p(1 − p))·X",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "theta"})},
                        {"C2", ClauseKind::precondition, within("y", 0, 1)},
                        {"C3", ClauseKind::precondition, "the columns of X are independent; so m ≥ n"},
                        {"C4", ClauseKind::law, "F·F⁻¹∇ = ∇: it is Newton's step on the likelihood, iteratively reweighted least squares"},
                        {"C5", ClauseKind::law, "reparameterization: for X′ = XA and θ = Aθ′ it is A⁻¹ times that; for y = p it is 0"},
                        {"C6", ClauseKind::error, "textbook, m + 4n + 8"}},
            .source = "Amari (1998); McCullagh and Nelder, Generalized Linear Models (1989), 4.4.1",
            .no_derivative = "a step updates a state: what is differentiated is the minimum, which the steps tend to"};
  }
};

inline constexpr Function<NaturalGradientCategorical> natural_gradient_categorical;
inline constexpr Function<NaturalGradientGaussian> natural_gradient_gaussian;
inline constexpr Function<NaturalGradientLogistic> natural_gradient_logistic;

}  // namespace etalon::contract::optimization
