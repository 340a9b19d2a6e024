#pragma once
#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "reference/contract/gate.hpp"
#include "reference/contract/nn/softmax.hpp"

/// Which experts, and what they count.
namespace etalon::fast::moe {

/// The k largest of each row, the largest first; of those that are equal the lowest index first.
template <class T>
Tensor<std::int64_t> top_k(const Tensor<T>& scores, std::int64_t k) {
  const std::int64_t n = scores.shape[1];
  Tensor<std::int64_t> index({scores.shape[0], k});
  std::vector<std::int64_t> order(static_cast<std::size_t>(n));
  for (std::int64_t r = 0; r < scores.shape[0]; ++r) {
    const T* row = scores.data.data() + r * n;
    std::iota(order.begin(), order.end(), 0);
    std::partial_sort(order.begin(), order.begin() + k, order.end(), [row](std::int64_t i, std::int64_t j) { return row[i] != row[j] ? row[i] > row[j] : i < j; });
    std::copy_n(order.begin(), k, index.data.data() + r * k);
  }
  return index;
}

/// The entries of each row at the index.
template <class T>
Tensor<T> chosen(const Tensor<T>& rows, const Tensor<std::int64_t>& index) {
  Tensor<T> entries(index.shape);
  for (std::size_t a = 0; a < entries.size(); ++a) entries[a] = rows(a / static_cast<std::size_t>(index.shape[1]), static_cast<std::size_t>(index[a]));
  return entries;
}
/// The other way: 0 where nothing is chosen.
template <class T>
Tensor<T> spread(const Tensor<T>& entries, const Tensor<std::int64_t>& index, std::int64_t n) {
  Tensor<T> rows({index.shape[0], n});
  for (std::size_t a = 0; a < entries.size(); ++a) rows(a / static_cast<std::size_t>(index.shape[1]), static_cast<std::size_t>(index[a])) += entries[a];
  return rows;
}

/// The quotient of the softmax over all by its sum over the chosen is the softmax over the chosen: nothing underflows before it.
template <class T>
Result<Tensor<T>> gate_weights(const Tensor<T>& logits, const Tensor<std::int64_t>& index, contract::Gate::Variant variant) {
  using contract::nn::Softmax;
  const bool over_all = variant == contract::Gate::Variant::softmax_then_top_k;
  auto y = Wings<Softmax>::fast(Softmax::In<T>{over_all ? logits : chosen(logits, index)});
  if (!y) return y.failure();
  return over_all ? chosen(y->y, index) : std::move(y->y);
}
/// The cotangent of the scores.
template <class T>
Result<Tensor<T>> pulled_gate_weights(const Tensor<T>& logits, const Tensor<std::int64_t>& index, contract::Gate::Variant variant, const Tensor<T>& cotangent) {
  using contract::nn::SoftmaxVjp;
  const std::int64_t n = logits.shape[1];
  const bool over_all = variant == contract::Gate::Variant::softmax_then_top_k;
  auto pulled = over_all ? Wings<SoftmaxVjp>::fast(typename SoftmaxVjp::In<T>{{logits}, {spread(cotangent, index, n)}})
                         : Wings<SoftmaxVjp>::fast(typename SoftmaxVjp::In<T>{{chosen(logits, index)}, {cotangent}});
  if (!pulled) return pulled.failure();
  return over_all ? std::move(pulled->grad_x) : spread(pulled->grad_x, index, n);
}

}  // namespace etalon::fast::moe
