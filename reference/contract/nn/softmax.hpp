#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// y = exp x / Σᵢ exp xᵢ along an axis.
struct Softmax {
  /// What a lane whose every entry is −∞ gives.
  enum class Variant { undefined, zeros, uniform };
  static std::vector<etalon::Variant> variants() {
    return {{"undefined", "all −∞ along the axis is refused, or NaN"},
            {"zeros", "all −∞ along the axis gives weights 0"},
            {"uniform", "all −∞ along the axis gives weights 1/n"}};
  }

  template <class T> struct In { Tensor<T> x; std::int64_t axis = -1; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n", 1};  // the extent of the axis

  template <class T> static auto inputs() {
    return std::tuple{in::data("x", &In<T>::x, any_shape, "scores in nats; −∞ masks an entry"),
                      in::exact("axis", &In<T>::axis, {}, "the axis normalised over; negative counts from the last").or_else("-1")};
  }
  template <class T> static auto outputs() {
    // A shift, an exponential and an addition for each entry of the sum; a shift, an exponential and a quotient above it.
    return std::tuple{out::inherent("y", &Out<T>::y, same_as("x"), n + 4, "C5", "the weights")};
  }
  template <class In> static Sizes sizes(const In& in) {
    const auto lanes = Lanes::along(in.x.shape, in.axis);
    return {{"n", lanes ? lanes->length : 0}};
  }
  static Statement statement() {
    return {.name = "nn.softmax",
            .summary = "yᵢ = exp xᵢ / Σₖ exp xₖ along an axis",
            .clauses = {{"C1", ClauseKind::domain, "xᵢ ∈ [−∞, ∞): NaN or +∞ is refused, and so is an axis that x has not or that is empty"},
                        {"C2", ClauseKind::domain, "not every entry along the axis is −∞: the weights are undefined, but for the conventions zeros and uniform"},
                        {"C3", ClauseKind::law, "0 ≤ y ≤ 1 and Σᵢ yᵢ = 1; a masked entry beside others weighs exactly 0"},
                        {"C4", ClauseKind::law, "softmax(x + c) = softmax(x)"},
                        {"C5", ClauseKind::error, "inherent, n + 4 roundings"}},
            .source = "Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, "
                      "IMA Journal of Numerical Analysis 41 (2021)",
            .variants = variants()};
  }
};

/// x̄ᵢ = yᵢ(ȳᵢ − Σₖ yₖȳₖ): the cotangent of x for the cotangent ȳ of y = softmax(x).
struct SoftmaxVjp {
  using derivative_of = Softmax;
  using Variant = Softmax::Variant;
  template <class T> struct In { Tensor<T> x; std::int64_t axis = -1; Tensor<T> cotangent; };
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto inputs() {
    return std::tuple{in::data("x", &In<T>::x, any_shape, "scores in nats; −∞ masks an entry"),
                      in::exact("axis", &In<T>::axis, {}, "the axis normalised over; negative counts from the last").or_else("-1"),
                      in::data("cotangent", &In<T>::cotangent, same_as("x"), "ȳ")};
  }
  template <class T> static auto outputs() {
    // T counts every operation once; a sum of n in another order can cost n times its own last rounding, twice.
    return std::tuple{out::textbook("grad_x", &Out<T>::grad_x, same_as("x"), 2 * Softmax::n + 6, "C4", "x̄")};
  }
  template <class In> static Sizes sizes(const In& in) { return Softmax::sizes(in); }
  static Statement statement() {
    return {.name = "nn.softmax.vjp",
            .summary = "x̄ᵢ = yᵢ(ȳᵢ − Σₖ yₖȳₖ) with y = softmax(x): the vector-Jacobian product",
            .clauses = {{"C1", ClauseKind::domain, "the domain of softmax (C1), and ȳ finite"},
                        {"C2", ClauseKind::domain, "not every entry along the axis is −∞, but for the conventions zeros and uniform: then x̄ = 0"},
                        {"C3", ClauseKind::law, "Σᵢ x̄ᵢ = 0, and a constant ȳ gives x̄ = 0; a masked entry has exactly 0"},
                        {"C4", ClauseKind::error, "textbook, 2n + 6: where one weight is near 1 the usual form cancels, y(ȳ − Σyȳ); Σₖ yₖ(ȳᵢ − ȳₖ) does not"}},
            .source = "Bridle, Probabilistic interpretation of feedforward classification network outputs (1990)",
            .variants = Softmax::variants()};
  }
};

}  // namespace etalon::contract::nn
