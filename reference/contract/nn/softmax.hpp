#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// y = exp x / Σᵢ exp xᵢ along an axis.
struct Softmax {
  /// What a lane whose every entry is −∞ gives.
  enum class Variant { undefined, zeros, uniform };
  static std::vector<Convention> variants() {
    return {{"undefined", "all −∞ along the axis is refused, or NaN"},
            {"zeros", "all −∞ along the axis gives weights 0"},
            {"uniform", "all −∞ along the axis gives weights 1/n"}};
  }

  template <class T> struct In { Tensor<T> x; std::int64_t axis = -1; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n", 1};  // the extent of the axis

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "scores in nats; −∞ masks an entry"),
                      in::exact<&In<T>::axis>({}, "the axis normalised over; negative counts from the last").or_else("-1")};
  }
  template <class T> static auto outputs() {
    // A shift, an exponential and an addition for each entry of the sum; a shift, an exponential and a quotient above it.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, n + 4, "C5", "the weights")};
  }
  template <class In> static SizeValues sizes(const In& in) {
    const auto lanes = Lanes::along(in.x.shape, in.axis);
    return {{"n", lanes ? lanes->length : 0}};
  }
  static Statement statement() {
    return {.name = "nn.softmax",
            .summary = "yᵢ = exp xᵢ / Σₖ exp xₖ along an axis",
            .clauses = {{"C1", ClauseKind::domain, axis_of("axis", "x") && below_infinity("x")},
                        {"C2", ClauseKind::domain, "not every entry along the axis is −∞: the weights are undefined, but for the conventions zeros and uniform"},
                        {"C3", ClauseKind::law, "0 ≤ y ≤ 1 and Σᵢ yᵢ = 1; a masked entry beside others weighs exactly 0"},
                        {"C4", ClauseKind::law, "softmax(x + c) = softmax(x)"},
                        {"C5", ClauseKind::error, "inherent, n + 4 roundings"},
                        {"C6", ClauseKind::law, "order: of two entries along the axis the larger one weighs no less"}},
            .source = "Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, "
                      "IMA Journal of Numerical Analysis 41 (2021)",
            .variants = variants()};
  }
};

/// x̄ᵢ = yᵢ(ȳᵢ − Σₖ yₖȳₖ): the cotangent of x for the cotangent ȳ of y = softmax(x).
struct SoftmaxVjp : Vjp<Softmax> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // T counts every operation once; a sum of n in another order can cost n times its own last rounding, twice.
    return std::tuple{out::textbook<&Out<T>::grad_x>(2 * Softmax::n + 6, "C4", "x̄; 0 where every entry along the axis is −∞")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = yᵢ(ȳᵢ − Σₖ yₖȳₖ) with y = softmax(x)",
                       .clauses = {{"C3", ClauseKind::law, "Σᵢ x̄ᵢ = 0, and a constant ȳ gives x̄ = 0; a masked entry has exactly 0"},
                                   {"C4", ClauseKind::error, "textbook, 2n + 6: where one weight is near 1 the usual form cancels, y(ȳ − Σyȳ); Σₖ yₖ(ȳᵢ − ȳₖ) does not"}},
                       .source = "Bridle, Probabilistic interpretation of feedforward classification network outputs (1990)"});
  }
};

inline constexpr Function<Softmax> softmax;
inline constexpr Function<SoftmaxVjp> softmax_vjp;

}  // namespace etalon::contract::nn
