#pragma once
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon::fast::nn {

/// The cross-entropy of one row of logits x with the share aₖ of each class, which is divided before anything is multiplied by it: the largest entry, and Σ exp(x − largest) over the others.
template <class T>
struct Shares {
  std::vector<T> x, shares, exponentials;
  std::size_t first = 0;
  T others = 0;

  Shares(std::vector<T> logits, std::vector<T> of_classes, T divisor) : x(std::move(logits)), shares(std::move(of_classes)) {
    for (T& share : shares) share /= divisor;
    for (std::size_t k = 1; k < x.size(); ++k)
      if (x[k] > x[first]) first = k;
    for (const T entry : x) exponentials.push_back(std::exp(entry - x[first]));
    others = sum_without(exponentials, first);
  }
  /// Σₖ aₖ·(log p of each by log1p).
  T loss() const {
    const T partition = std::log1p(others);
    return tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(x.size()), [&](std::int64_t at) {
      const auto k = static_cast<std::size_t>(at);
      return shares[k] == 0 ? T(0) : shares[k] * ((x[first] - x[k]) + partition);
    });
  }
  /// pⱼ·(Σ of the other shares) − aⱼ·(Σ of the other weights), over the sum: nothing cancels but these.
  T slope(std::size_t j) const {
    const T other_exponentials = j == first ? others : sum_without(exponentials, j), sum = 1 + others;
    return exponentials[j] / sum * sum_without(shares, j) - shares[j] * (other_exponentials / sum);
  }

 private:
  /// Σ of all but one.
  static T sum_without(const std::vector<T>& terms, std::size_t left_out) {
    return tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(terms.size()), [&](std::int64_t k) { return static_cast<std::size_t>(k) == left_out ? T(0) : terms[static_cast<std::size_t>(k)]; });
  }
};

}  // namespace etalon::fast::nn
