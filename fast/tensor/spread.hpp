#pragma once
#include <vector>

#include "fast/tensor/pairwise.hpp"
#include "reference/contract/tensor.hpp"

namespace etalon::fast::tensor {

/// Σ term(i) for each entry of a tensor over the i that it was spread to, in pairs.
template <class T, class F>
Tensor<T> gathered(const Dimensions& shape, const std::vector<std::size_t>& spread, F term) {
  Tensor<T> sums(shape);
  std::vector<std::vector<std::size_t>> of(sums.size());
  for (std::size_t i = 0; i < spread.size(); ++i) of[spread[i]].push_back(i);
  for (std::size_t k = 0; k < sums.size(); ++k) sums[k] = pairwise_sum<T>(0, static_cast<std::int64_t>(of[k].size()), [&](std::int64_t i) { return term(of[k][i]); });
  return sums;
}

}  // namespace etalon::fast::tensor
