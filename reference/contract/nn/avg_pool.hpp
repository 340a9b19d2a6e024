#pragma once
#include "reference/contract/windows.hpp"

namespace etalon::contract::nn {

/// The mean of x in each window.
struct AvgPool : Pooling {
  enum class Variant { count_include_pad, count_exclude_pad };
  static std::vector<Convention> variants() {
    return {{"count_include_pad", "divided by the window's places in x and its padding, which counts as zeros: PyTorch"}, {"count_exclude_pad", "divided by the entries of x in the window: ONNX, Keras"}};
  }
  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> kernel{}, stride{}, padding{}; std::int64_t ceil_mode = 0; };

  /// What the sum over window o is divided by.
  static std::int64_t divisor(const Windows& windows, std::size_t o, Variant variant) { return variant == Variant::count_include_pad ? windows.padded(o) : windows.entries(o); }

  template <class T> static auto inputs() { return std::tuple_cat(windowed<In<T>>(), ceiled<In<T>>()); }
  template <class T> static auto outputs() {
    // n − 1 additions, a count that has to be rounded, and a quotient.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, n + 1, "C6", "the means, of shape [N, C, windows along each spatial axis]")};
  }
  static Statement statement() {
    return {.name = "nn.avg_pool",
            .summary = "y = the mean of x over each window of the spatial axes; padding is 0, and counts by the convention",
            .clauses = with(clauses(false), {{"C5", ClauseKind::domain, finite("x")},
                                             {"C6", ClauseKind::error, "inherent, n + 1 roundings for the n entries of a window; a sum beyond the range is none of a mean within it"},
                                             {"C7", ClauseKind::law, "linear in x"},
                                             {"C8", ClauseKind::law, "of a constant it is that constant, in windows without padding that counts; a window over everything has tensor.mean"}}),
            .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.3; torch.nn.AvgPool2d",
            .variants = variants(),
            .aliases = {"avg_pool1d", "avg_pool2d", "avg_pool3d", "AveragePool"}};
  }
};

/// Each ȳ spread evenly over its window.
struct AvgPoolVjp : Vjp<AvgPool> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // For each window that shares an entry an addition; a count that has to be rounded, and a quotient.
    return std::tuple{out::inherent<&Out<T>::grad_x>(AvgPool::overlap + 2, "C6", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = Σ ȳ/count over the windows that xᵢ is in, count what each is divided by",
                       .clauses = {AvgPool::cotangent_clause("C9", false),
                                   {"C6", ClauseKind::error, "inherent, two roundings and one for each window that shares an entry"}, {"C7", ClauseKind::law, "⟨x̄, x⟩ = ⟨ȳ, y⟩"}},
                       .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), section 9.3"});
  }
};

inline constexpr Function<AvgPool> avg_pool;
inline constexpr Function<AvgPoolVjp> avg_pool_vjp;

}  // namespace etalon::contract::nn
