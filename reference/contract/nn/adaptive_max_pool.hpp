#pragma once
#include "reference/contract/adaptive_windows.hpp"

namespace etalon::contract::nn {

/// The largest entry of x in each of so many windows that cover it evenly.
struct AdaptiveMaxPool : AdaptivePooling {
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::y>(Any{}, "C3", "the largest, of shape [N, C, output_size]")};
  }
  static Statement statement() {
    return {.name = "nn.adaptive_max_pool",
            .summary = "y = max x over each window; along an axis of extent s, window o of k is from ⌊os/k⌋ to before ⌈(o + 1)s/k⌉",
            .clauses = {windows_clause("C1"),
                        {"C2", ClauseKind::domain, not_nan("x")},
                        {"C3", ClauseKind::error, "exact"},
                        {"C4", ClauseKind::law, "y ≥ xᵢ for every entry in the window, and y is one of them"},
                        {"C5", ClauseKind::law, "of x in reverse it is y in reverse"},
                        {"C6", ClauseKind::law, "where output_size divides the extents it is nn.max_pool with the quotients as kernel; one window has tensor.max"}},
            .source = "torch.nn.AdaptiveMaxPool2d; He, Zhang, Ren and Sun, Spatial pyramid pooling in deep convolutional networks, ECCV (2014), section 2.2",
            .aliases = {"adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d", "GlobalMaxPool"}};
  }
};

/// Each ȳ goes to the largest entry of its window.
struct AdaptiveMaxPoolVjp : Vjp<AdaptiveMaxPool> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // An addition for each window that shares an entry.
    return std::tuple{out::inherent<&Out<T>::grad_x>(AdaptiveMaxPool::overlap, "C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = Σ ȳ over the windows whose largest entry is xᵢ",
                       .clauses = {AdaptiveMaxPool::cotangent_clause("C5"),
                                   {"C3", ClauseKind::error, "inherent, as many roundings as windows share an entry"},
                                   {"C4", ClauseKind::law, "Σ x̄ = Σ ȳ in each plane; where several are the largest, each may have any share of ȳ: the reference gives all of it to the first"}},
                       .source = "Rockafellar, Convex Analysis (1970), section 23"});
  }
};

inline constexpr Function<AdaptiveMaxPool> adaptive_max_pool;
inline constexpr Function<AdaptiveMaxPoolVjp> adaptive_max_pool_vjp;

}  // namespace etalon::contract::nn
