#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// y = x − log Σ exp x along an axis.
struct LogSoftmax {
  template <class T> struct In { Tensor<T> x; std::int64_t axis = -1; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n", 1};  // the extent of the axis

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "scores in nats; −∞ masks an entry"),
                      in::exact<&In<T>::axis>({}, "the axis normalised over; negative counts from the last").or_else("-1")};
  }
  template <class T> static auto outputs() {
    // As log-sum-exp, n + 4, and a difference.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, n + 5, "C5", "the logarithms of the weights")};
  }
  template <class In> static SizeValues sizes(const In& in) {
    const auto lanes = Lanes::along(in.x.shape, in.axis);
    return {{"n", lanes ? lanes->length : 0}};
  }
  static Statement statement() {
    return {.name = "nn.log_softmax",
            .summary = "yᵢ = xᵢ − log Σₖ exp xₖ along an axis",
            .clauses = {{"C1", ClauseKind::domain, axis_of("axis", "x") && below_infinity("x")},
                        {"C2", ClauseKind::precondition, "not every entry along the axis is −∞: the weights are undefined"},
                        {"C3", ClauseKind::law, "y ≤ 0 and Σᵢ exp yᵢ = 1; a masked entry has −∞"},
                        {"C4", ClauseKind::law, "log_softmax(x + c) = log_softmax(x)"},
                        {"C5", ClauseKind::error, "inherent, n + 5 roundings: log Σ exp(x − max) loses the digits of a sum near 1, log1p keeps them"}},
            .source = "Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, IMA Journal of Numerical Analysis 41 (2021)"};
  }
};

/// x̄ᵢ = ȳᵢ − sᵢ Σₖ ȳₖ with s = softmax(x).
struct LogSoftmaxVjp : Vjp<LogSoftmax> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // T counts every operation once; sums of n in another order can cost n times their own last rounding.
    return std::tuple{out::textbook<&Out<T>::grad_x>(2 * LogSoftmax::n + 6, "C4", "x̄; of a masked entry its own ȳ, the limit for x → −∞")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = ȳᵢ − sᵢ Σₖ ȳₖ with s = softmax(x)",
                       .clauses = {{"C3", ClauseKind::law, "Σᵢ x̄ᵢ = 0 along the axis"}, {"C4", ClauseKind::error, "textbook, 2n + 6"}},
                       .source = "Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, IMA Journal of Numerical Analysis 41 (2021)"});
  }
};

inline constexpr Function<LogSoftmax> log_softmax;
inline constexpr Function<LogSoftmaxVjp> log_softmax_vjp;

}  // namespace etalon::contract::nn
