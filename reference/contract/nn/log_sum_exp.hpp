#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// ℓ(x) = log Σᵢ exp xᵢ along an axis: the log-partition function, in nats.
struct LogSumExp {
  template <class T> struct In { Tensor<T> x; std::int64_t axis = -1; };
  template <class T> struct Out { Tensor<T> value; };

  inline static const Count n{"n", 1};  // the extent of the axis

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "scores in nats; −∞ masks an entry"),
                      in::exact<&In<T>::axis>({}, "the axis summed over; negative counts from the last").or_else("-1")};
  }
  template <class T> static auto outputs() {
    // A shift, an exponential and an addition for each entry, a logarithm and the shift back: at most n + 4 on a path.
    return std::tuple{out::inherent<&Out<T>::value>(Any{}, n + 4, "C5", "ℓ, of the shape of x without the axis")};
  }
  template <class In> static SizeValues sizes(const In& in) {
    const auto lanes = Lanes::along(in.x.shape, in.axis);
    return {{"n", lanes ? lanes->length : 0}};
  }
  static Statement statement() {
    return {.name = "nn.log_sum_exp",
            .summary = "ℓ(x) = log Σᵢ exp xᵢ along an axis: the log-partition function, in nats",
            .clauses = {{"C1", ClauseKind::domain, axis_of("axis", "x") && below_infinity("x"),
                         "xᵢ ∈ [−∞, ∞): NaN or +∞ is refused, and so is an axis that x has not or that is empty. All −∞ gives −∞"},
                        {"C2", ClauseKind::law, "max x ≤ ℓ ≤ max x + log n"},
                        {"C3", ClauseKind::law, "ℓ(x + c) = ℓ(x) + c"},
                        {"C4", ClauseKind::law, "∇ℓ = softmax(x)"},
                        {"C5", ClauseKind::error, "inherent, n + 4 roundings"}},
            .source = "Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, "
                      "IMA Journal of Numerical Analysis 41 (2021)",
            .aliases = {"reduce_log_sum_exp"}};
  }
};

/// x̄ᵢ = ℓ̄·softmax(x)ᵢ: the cotangent of x for the cotangent ℓ̄ of ℓ(x).
struct LogSumExpVjp : Vjp<LogSumExp> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // The weight's n + 4: a shift, an exponential and an addition for each entry of the sum; a shift, an exponential and a
    // quotient above it. Then the product by ℓ̄.
    return std::tuple{out::inherent<&Out<T>::grad_x>(LogSumExp::n + 5, "C4", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = ℓ̄·exp xᵢ / Σₖ exp xₖ along the axis",
                       .clauses = {{"C2", ClauseKind::law, "Σᵢ x̄ᵢ = ℓ̄ along the axis, and no x̄ᵢ has the other sign; a masked entry has exactly 0"},
                                   {"C3", ClauseKind::law, "x̄ᵢ/x̄ₖ = exp(xᵢ − xₖ)"},
                                   {"C4", ClauseKind::error, "inherent, n + 5 roundings"},
                                   {"C5", ClauseKind::precondition, "not every entry along the axis is −∞: the weights are undefined, and libraries answer 0 or NaN"}},
                       .source = "Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, "
                                 "IMA Journal of Numerical Analysis 41 (2021)"});
  }
};

inline constexpr Function<LogSumExp> log_sum_exp;
inline constexpr Function<LogSumExpVjp> log_sum_exp_vjp;

}  // namespace etalon::contract::nn
