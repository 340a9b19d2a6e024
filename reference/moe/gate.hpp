#pragma once
#include <algorithm>
#include <vector>

#include "reference/contract/gate.hpp"
#include "reference/nn/weights.hpp"

/// Which experts, and what they count, over any number.
namespace etalon::reference::moe {

/// The k of each row that `exceeds(r, i, j)` puts first, sorted by insertion; of those that are equal the lowest index first.
template <class Exceeds>
Tensor<std::int64_t> top_k(std::int64_t rows, std::int64_t n, std::int64_t k, Exceeds exceeds) {
  Tensor<std::int64_t> index({rows, k});
  for (std::int64_t r = 0; r < rows; ++r) {
    std::vector<std::int64_t> order;
    for (std::int64_t i = 0; i < n; ++i)
      order.insert(std::find_if(order.begin(), order.end(), [&](std::int64_t j) { return bool(exceeds(r, i, j)); }), i);
    for (std::int64_t j = 0; j < k; ++j) index(r, j) = order[static_cast<std::size_t>(j)];
  }
  return index;
}
/// By scores that are given.
template <class T>
Tensor<std::int64_t> top_k(const Tensor<T>& scores, std::int64_t k) {
  return top_k(scores.shape[0], scores.shape[1], k, [&](std::int64_t r, std::int64_t i, std::int64_t j) { return scores(r, i) > scores(r, j); });
}

/// The softmax over all, that divided by its sum over the chosen, or the softmax over the chosen, row by row.
template <class T>
Tensor<T> gate_weights(const Tensor<T>& logits, const Tensor<std::int64_t>& index, contract::Gate::Variant variant) {
  using Variant = contract::Gate::Variant;
  const std::int64_t k = index.shape[1];
  Tensor<T> weights(index.shape);
  for (std::int64_t r = 0; r < index.shape[0]; ++r) {
    std::vector<T> scores;
    for (std::int64_t i = 0; i < logits.shape[1]; ++i) scores.push_back(logits(r, i));
    if (variant == Variant::top_k_then_softmax) {
      scores.clear();
      for (std::int64_t j = 0; j < k; ++j) scores.push_back(logits(r, index(r, j)));
      const std::vector<T> w = nn::weights(scores);
      for (std::int64_t j = 0; j < k; ++j) weights(r, j) = w[static_cast<std::size_t>(j)];
      continue;
    }
    const std::vector<T> w = nn::weights(scores);
    T sum = 0;
    for (std::int64_t j = 0; j < k; ++j) sum += w[static_cast<std::size_t>(index(r, j))];
    for (std::int64_t j = 0; j < k; ++j) {
      const T& weight = w[static_cast<std::size_t>(index(r, j))];
      weights(r, j) = variant == Variant::softmax_then_top_k ? weight : weight / sum;
    }
  }
  return weights;
}

}  // namespace etalon::reference::moe
