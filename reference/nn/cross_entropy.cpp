#include "reference/contract/nn/cross_entropy.hpp"

#include <vector>

#include "reference/nn/weights.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::CrossEntropy;
using contract::nn::CrossEntropyGradient;
using reference::nn::weights;

namespace {

/// (1 − ε)w_t[k = t] + εwₖ/c: the share of class k in sample i.
template <class T>
T share(const CrossEntropy::In<T>& in, std::int64_t i, std::int64_t k) {
  const T smoothed = in.label_smoothing * CrossEntropy::weight<T>(in, k) / T(in.x.shape[1]);
  return k == in.target[i] ? (1 - in.label_smoothing) * CrossEntropy::weight<T>(in, k) + smoothed : smoothed;
}
template <class T>
std::vector<T> row(const Tensor<T>& x, std::int64_t i) {
  return {x.begin() + i * x.shape[1], x.begin() + (i + 1) * x.shape[1]};
}

}  // namespace

/// Σₖ aₖ·(log Σ exp x − xₖ).
template <>
const Reference<CrossEntropy> Wings<CrossEntropy>::reference = []<class T>(const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) -> Result<CrossEntropy::Out<T>> {
  const T divisor = CrossEntropy::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  T sum = 0;
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    if (!CrossEntropy::counts(in, i)) continue;
    const T partition = log_sum_exp(row(in.x, i));
    for (std::int64_t k = 0; k < in.x.shape[1]; ++k) sum += share(in, i, k) * (partition - in.x(i, k));
  }
  return CrossEntropy::Out<T>{sum / divisor};
};

/// Σₖ(aₖpⱼ − aⱼpₖ): of one class, nothing cancels.
template <>
const Reference<CrossEntropyGradient> Wings<CrossEntropyGradient>::reference =
    []<class T>(const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) -> Result<CrossEntropyGradient::Out<T>> {
  const T divisor = CrossEntropy::divisor<T>(in, variant);
  if (divisor == 0) return domain("C4", "no sample counts, or those that do weigh nothing");
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
    if (!CrossEntropy::counts(in, i)) continue;
    const std::vector<T> p = weights(row(in.x, i));
    for (std::int64_t j = 0; j < in.x.shape[1]; ++j) {
      for (std::int64_t k = 0; k < in.x.shape[1]; ++k)
        if (k != j) grad_x(i, j) += share(in, i, k) * p[static_cast<std::size_t>(j)] - share(in, i, j) * p[static_cast<std::size_t>(k)];
      grad_x(i, j) = grad_x(i, j) / divisor;
    }
  }
  return CrossEntropyGradient::Out<T>{grad_x};
};

}  // namespace etalon
