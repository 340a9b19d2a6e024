#pragma once
#include <vector>

#include "reference/nn/weights.hpp"
#include "reference/number/numbers.hpp"

/// The cross-entropy of one row of logits x with the share aₖ of each class.
namespace etalon::reference::nn {

/// Row i.
template <class T>
std::vector<T> row(const Tensor<T>& x, std::int64_t i) {
  return {x.begin() + i * x.shape[1], x.begin() + (i + 1) * x.shape[1]};
}

/// Σₖ aₖ·(log Σ exp x − xₖ), the logarithm written log Σⱼ exp(xⱼ − xₖ): its slopes, which cancel where pₖ is near 1, then come out no wider than they are
/// over a box of inputs.
template <class T>
T cross_entropy(const std::vector<T>& x, const std::vector<T>& shares) {
  T sum = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    std::vector<T> differences(x.size(), T(0));
    for (std::size_t j = 0; j < x.size(); ++j)
      if (j != k) differences[j] = x[j] - x[k];
    sum += shares[k] * log_sum_exp(differences);
  }
  return sum;
}

/// x̄ⱼ = Σₖ(aₖpⱼ − aⱼpₖ), p = softmax(x): of one class, nothing cancels.
template <class T>
std::vector<T> cross_entropy_gradient(const std::vector<T>& x, const std::vector<T>& shares) {
  const std::vector<T> p = weights(x);
  std::vector<T> gradient(x.size(), T(0));
  for (std::size_t j = 0; j < x.size(); ++j)
    for (std::size_t k = 0; k < x.size(); ++k)
      if (k != j) gradient[j] += shares[k] * p[j] - shares[j] * p[k];
  return gradient;
}

}  // namespace etalon::reference::nn
