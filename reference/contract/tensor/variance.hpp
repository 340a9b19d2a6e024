#pragma once
#include "reference/contract/reduction.hpp"

namespace etalon::contract::tensor {

/// y = Σ (x − μ)²/(n − ddof) over some axes, μ the mean.
struct Variance {
  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> axes; std::int64_t keepdims = 0; std::int64_t ddof = 0; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"),
                      in::exact<&In<T>::axes>({any_extent}, "the axes reduced, counted from the first, or from the last if negative; all of them without any").or_else("[]"),
                      in::exact<&In<T>::keepdims>({}, "1: a reduced axis stays, of extent 1").or_else("0"),
                      in::exact<&In<T>::ddof>({}, "what n is less by: 0 for NumPy and JAX, 1 for PyTorch (Bessel's correction)").or_else("0")};
  }
  template <class I> static SizeValues sizes(const I& in) {
    const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
    return {{"n", reduced ? reduced->lanes.length : 0}};
  }
  template <class T> static auto outputs() {
    // A deviation, a square, n − 1 additions and a quotient. The mean's own error δ counts by nδ² alone, since Σ (x − μ) = 0: B contains
    // 8u·mean²(x), so that δ ≤ (1 + log₂n)u·mean|x| of a sum in pairs needs fewer than n roundings more.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, 2 * n + 4, "C6", "the variances, of the shape of the axes that are left")};
  }
  static Complaint too_few(const Inputs& in, std::size_t) {
    const auto reduced = Reduced::over(in.shape("x"), in.integers("axes"), false);
    if (!reduced || reduced->lanes.count == 0 || reduced->lanes.length > in.integer("ddof")) return std::nullopt;
    return "n − ddof is not positive";
  }
  static Statement statement() {
    return {.name = "tensor.variance",
            .summary = "y = Σ (x − μ)²/(n − ddof) over the chosen axes, μ their mean",
            .clauses = {Reduction::axes_clause("C1"),
                        {"C2", ClauseKind::precondition, at_least("ddof", 0) && Predicate("n > ddof", too_few), "0 ≤ ddof < n: libraries answer NaN, ∞ or 0 to others"},
                        {"C3", ClauseKind::domain, finite("x")},
                        {"C4", ClauseKind::law, "y ≥ 0; x + c has the variance of x, and αx that of x times α²"},
                        {"C5", ClauseKind::law, "(n − ddof)·y = Σx² − n·μ²"},
                        {"C6", ClauseKind::error, "inherent, 2n + 4 roundings, by two passes or by Welford's updates; Σx² − n·μ² loses the digits of a large mean"}},
            .source = "Chan, Golub and LeVeque, Algorithms for computing the sample variance: analysis and recommendations, The American Statistician 37 (1983)",
            .aliases = {"var"}};
  }
};

/// x̄ = 2ȳ(x − μ)/(n − ddof).
struct VarianceVjp : Vjp<Variance> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // The mean's n + 1, a difference, a quotient and a product.
    return std::tuple{out::inherent<&Out<T>::grad_x>(Variance::n + 4, "C5", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = 2ȳ(x − μ)/(n − ddof)",
                       .clauses = {{"C4", ClauseKind::law, "Σ x̄ = 0 along each lane, and Σ x̄·x = 2ȳ·y"}, {"C5", ClauseKind::error, "inherent, n + 4 roundings"}},
                       .source = "Chan, Golub and LeVeque, Algorithms for computing the sample variance, The American Statistician 37 (1983)"});
  }
};

inline constexpr Function<Variance> variance;
inline constexpr Function<VarianceVjp> variance_vjp;

}  // namespace etalon::contract::tensor
