#include "reference/contract/nn/scaled_dot_product_attention.hpp"

#include "reference/nn/weights.hpp"
#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::ScaledDotProductAttention;
using contract::nn::ScaledDotProductAttentionVjp;
using reference::nn::weights;

/// A row of scores, its softmax, and the mean of the values by it, for each query.
constexpr auto attention = []<class T>(const ScaledDotProductAttention::In<T>& in, ScaledDotProductAttention::Variant variant) -> Result<ScaledDotProductAttention::Out<T>> {
  const std::int64_t heads = in.q.shape[1], n = in.q.shape[2], d = in.q.shape[3], groups = in.k.shape[1], m = in.k.shape[2], e = in.v.shape[3];
  const T scale = in.scale == 0 ? 1 / sqrt(T(d)) : in.scale;
  Tensor<T> y({in.q.shape[0], heads, n, e});
  for (std::int64_t head = 0; head < in.q.shape[0] * heads; ++head) {
    const std::int64_t of_keys = head / heads * groups + head % heads / (heads / groups);
    for (std::int64_t i = 0; i < n; ++i) {
      std::vector<T> scores;
      for (std::int64_t j = 0; j < m; ++j) {
        T score = 0;
        for (std::int64_t f = 0; f < d; ++f) score += in.q[(head * n + i) * d + f] * in.k[(of_keys * m + j) * d + f];
        score = score * scale;
        if (in.mask.size() > 0) score += in.mask[i * m + j];
        scores.push_back(ScaledDotProductAttention::looks(in, i, j) ? score : T(exactly(-INFINITY)));
      }
      std::vector<T> p = weights(scores);
      if (p.empty() && variant == ScaledDotProductAttention::Variant::undefined) return domain("C3", "a query may look at no key");
      if (p.empty()) p.assign(static_cast<std::size_t>(m), variant == ScaledDotProductAttention::Variant::uniform && m > 0 ? 1 / T(m) : T(0));
      for (std::int64_t j = 0; j < m; ++j)
        for (std::int64_t f = 0; f < e; ++f) y[(head * n + i) * e + f] += p[static_cast<std::size_t>(j)] * in.v[(of_keys * m + j) * e + f];
    }
  }
  return ScaledDotProductAttention::Out<T>{y};
};

template <>
const Reference<ScaledDotProductAttention> Wings<ScaledDotProductAttention>::reference = attention;

template <>
const Reference<ScaledDotProductAttentionVjp> Wings<ScaledDotProductAttentionVjp>::reference = reverse_sweep<ScaledDotProductAttentionVjp>(attention);

}  // namespace etalon
