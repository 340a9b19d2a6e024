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

/// The softmax over all at the chosen, or that over the chosen, which is the former divided by its sum: where both of the quotient underflow, it has no enclosure.
template <class T>
Tensor<T> gate_weights(const Tensor<T>& logits, const Tensor<std::int64_t>& index, contract::Gate::Variant variant) {
  const bool over_all = variant == contract::Gate::Variant::softmax_then_top_k;
  const std::int64_t k = index.shape[1];
  Tensor<T> weights(index.shape);
  for (std::int64_t r = 0; r < index.shape[0]; ++r) {
    std::vector<T> scores;
    for (std::int64_t i = 0; i < (over_all ? logits.shape[1] : k); ++i) scores.push_back(logits(r, over_all ? i : index(r, i)));
    const std::vector<T> w = nn::weights(scores);
    for (std::int64_t j = 0; j < k; ++j) weights(r, j) = w[static_cast<std::size_t>(over_all ? index(r, j) : j)];
  }
  return weights;
}

}  // namespace etalon::reference::moe
