#pragma once
#include "reference/contract/adaptive_windows.hpp"

namespace etalon::contract::nn {

/// The mean of x in each of so many windows that cover it evenly.
struct AdaptiveAvgPool : AdaptivePooling {
  template <class T> static auto outputs() {
    // n − 1 additions, a count that has to be rounded, and a quotient.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, n + 1, "C3", "the means, of shape [N, C, output_size]")};
  }
  static Statement statement() {
    return {.name = "nn.adaptive_avg_pool",
            .summary = "y = the mean of x over each window; along an axis of extent s, window o of k is from ⌊os/k⌋ to before ⌈(o + 1)s/k⌉",
            .clauses = {windows_clause("C1"),
                        {"C2", ClauseKind::domain, finite("x")},
                        {"C3", ClauseKind::error, "inherent, n + 1 roundings for the n entries of a window; a sum beyond the range is none of a mean within it"},
                        {"C4", ClauseKind::law, "linear in x, and of a constant that constant"},
                        {"C5", ClauseKind::law, "of x in reverse it is y in reverse"},
                        {"C6", ClauseKind::law, "where output_size divides the extents it is nn.avg_pool with the quotients as kernel; one window has tensor.mean"}},
            .source = "torch.nn.AdaptiveAvgPool2d; Lin, Chen and Yan, Network in network, ICLR (2014), section 3.2",
            .aliases = {"adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d", "GlobalAveragePool"}};
  }
};

/// Each ȳ spread evenly over its window.
struct AdaptiveAvgPoolVjp : Vjp<AdaptiveAvgPool> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // For each window that shares an entry an addition; a count that has to be rounded, and a quotient.
    return std::tuple{out::inherent<&Out<T>::grad_x>(AdaptiveAvgPool::overlap + 2, "C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = Σ ȳ/n over the windows that xᵢ is in, n the entries of each",
                       .clauses = {AdaptiveAvgPool::cotangent_clause("C5"),
                                   {"C3", ClauseKind::error, "inherent, two roundings and one for each window that shares an entry"},
                                   {"C4", ClauseKind::law, "Σ x̄ = Σ ȳ"}},
                       .source = "Lin, Chen and Yan, Network in network, ICLR (2014), section 3.2"});
  }
};

inline constexpr Function<AdaptiveAvgPool> adaptive_avg_pool;
inline constexpr Function<AdaptiveAvgPoolVjp> adaptive_avg_pool_vjp;

}  // namespace etalon::contract::nn
