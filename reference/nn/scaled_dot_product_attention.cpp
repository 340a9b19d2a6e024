#include "reference/contract/nn/scaled_dot_product_attention.hpp"

#include "reference/nn/weights.hpp"
#include "reference/number/inner_product.hpp"
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
        T score = inner_product<T>(d, {in.q.data.data() + (head * n + i) * d}, {in.k.data.data() + (of_keys * m + j) * d}) * scale;
        if (in.mask.size() > 0) score += in.mask[i * m + j];
        scores.push_back(ScaledDotProductAttention::looks(in, i, j) ? score : T(exactly(-INFINITY)));
      }
      std::vector<T> p = weights(scores);
      if (p.empty() && variant == ScaledDotProductAttention::Variant::undefined) return domain("C3", "a query may look at no key");
      if (p.empty()) p.assign(static_cast<std::size_t>(m), variant == ScaledDotProductAttention::Variant::uniform && m > 0 ? 1 / T(m) : T(0));
      for (std::int64_t f = 0; f < e; ++f) y[(head * n + i) * e + f] = inner_product<T>(m, {p.data()}, {in.v.data.data() + of_keys * m * e + f, e});
    }
  }
  return ScaledDotProductAttention::Out<T>{std::move(y)};
};

template <>
const Reference<ScaledDotProductAttention> Wings<ScaledDotProductAttention>::reference = attention;

template <>
const Reference<ScaledDotProductAttentionVjp> Wings<ScaledDotProductAttentionVjp>::reference = reverse_sweep<ScaledDotProductAttentionVjp>(attention);

}  // namespace etalon
