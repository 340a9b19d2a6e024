#pragma once
#include "reference/contract/windows.hpp"

namespace etalon::contract::nn {

/// The largest entry of x in each window.
struct MaxPool : Pooling {
  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> kernel{}, stride{}, padding{}, dilation{}; std::int64_t ceil_mode = 0; };

  template <class T> static auto inputs() {
    return std::tuple_cat(windowed<In<T>>(), std::tuple{in::exact<&In<T>::dilation>({any_extent}, "from an entry of a window to the next one, along each; 1 without any").or_else("[]")}, ceiled<In<T>>());
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::y>(Any{}, "C6", "the largest, of shape [N, C, windows along each spatial axis]")};
  }
  static Statement statement() {
    return {.name = "nn.max_pool",
            .summary = "y = max x over each window of the spatial axes; padding is −∞",
            .clauses = with(clauses(true), {{"C5", ClauseKind::domain, not_nan("x")},
                                            {"C6", ClauseKind::error, "exact"},
                                            {"C7", ClauseKind::law, "y ≥ xᵢ for every entry in the window, and y is one of them"},
                                            {"C8", ClauseKind::law, "of f(x) it is f(y) for a monotone f, and of a constant that constant; a window over everything has tensor.max"}}),
            .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.3; torch.nn.MaxPool2d",
            .aliases = {"max_pool1d", "max_pool2d", "max_pool3d", "reduce_window_max"}};
  }
};

/// Each ȳ goes to the largest entry of its window.
struct MaxPoolVjp : Vjp<MaxPool> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // An addition for each window that shares an entry.
    return std::tuple{out::inherent<&Out<T>::grad_x>(MaxPool::overlap, "C6", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = Σ ȳ over the windows whose largest entry is xᵢ",
                       .clauses = {MaxPool::cotangent_clause("C9", true),
                                   {"C6", ClauseKind::error, "inherent, as many roundings as windows share an entry"},
                                   {"C7", ClauseKind::law, "Σ x̄ = Σ ȳ in each plane; where several are the largest, each may have any share of ȳ: the reference gives all of it to the first"}},
                       .source = "Rockafellar, Convex Analysis (1970), section 23"});
  }
};

inline constexpr Function<MaxPool> max_pool;
inline constexpr Function<MaxPoolVjp> max_pool_vjp;

}  // namespace etalon::contract::nn
