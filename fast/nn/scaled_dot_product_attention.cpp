#include "reference/contract/nn/scaled_dot_product_attention.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "fast/backend/blas.hpp"
#include "fast/backend/rows.hpp"
#include "fast/joint.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::tensor;
using contract::nn::ScaledDotProductAttention;
using contract::nn::ScaledDotProductAttentionVjp;

namespace {

/// The heads of one call, and where their rows begin.
template <class T>
struct Heads {
  const ScaledDotProductAttention::In<T>& in;
  std::int64_t heads = in.q.shape[1], n = in.q.shape[2], d = in.q.shape[3], groups = in.k.shape[1], m = in.k.shape[2], e = in.v.shape[3];
  T scale = in.scale == 0 ? 1 / std::sqrt(static_cast<T>(d)) : in.scale;

  std::int64_t count() const { return in.q.shape[0] * heads; }
  /// Of the keys and values that a head looks at.
  std::int64_t group(std::int64_t head) const { return head / heads * groups + head % heads / (heads / groups); }
  T score(std::int64_t head, std::int64_t i, std::int64_t j) const {
    if (!ScaledDotProductAttention::looks(in, i, j)) return -INFINITY;
    const T *q = in.q.data.data() + (head * n + i) * d, *k = in.k.data.data() + (group(head) * m + j) * d;
    const T product = pairwise_sum<T>(0, d, [&](std::int64_t f) { return q[f] * k[f]; }) * scale;
    return in.mask.size() > 0 ? product + in.mask[static_cast<std::size_t>(i * m + j)] : product;
  }
};

constexpr std::int64_t query_block = 64, key_block = 256;

/// The scores of queries from `i` and keys from `j`, rows × keys of them.
template <class T>
void score_block(const Heads<T>& a, std::int64_t head, std::int64_t i, std::int64_t rows, std::int64_t j, std::int64_t keys, T* scores) {
  const T *q = a.in.q.data.data() + (head * a.n + i) * a.d, *k = a.in.k.data.data() + (a.group(head) * a.m + j) * a.d;
  gemm(ProductForm{.b_transposed = true, .factor = a.scale}, rows, keys, a.d, q, k, scores);
  if (a.in.causal == 0 && a.in.allowed.size() == 0 && a.in.mask.size() == 0) return;
  for (std::int64_t r = 0; r < rows; ++r)
    for (std::int64_t c = 0; c < keys; ++c) {
      T& score = scores[r * keys + c];
      const T mask = a.in.mask.size() > 0 ? a.in.mask[static_cast<std::size_t>((i + r) * a.m + j + c)] : T(0);
      score = !ScaledDotProductAttention::looks(a.in, i + r, j + c) || mask == -INFINITY ? -INFINITY : score + mask;
    }
}

template <class P, class T = typename P::Number>
void multiply_row(T* x, std::size_t n, T factor) {
  each_pack<P>(n, [&](std::size_t i, std::size_t count) { store(load<P>(x + i, count) * P(factor), x + i, count); });
}

}  // namespace

/// Queries and keys in blocks, with a running maximum and a running sum: the matrix of scores is never whole.
template <>
const Fast<ScaledDotProductAttention> Wings<ScaledDotProductAttention>::fast =
    []<class T>(const ScaledDotProductAttention::In<T>& in, ScaledDotProductAttention::Variant variant) -> Result<ScaledDotProductAttention::Out<T>> {
  using Variant = ScaledDotProductAttention::Variant;
  const Heads<T> a{in};
  Tensor<T> y({in.q.shape[0], a.heads, a.n, a.e});
  std::vector<T> scores(query_block * key_block);
  for (std::int64_t head = 0; head < a.count(); ++head)
    for (std::int64_t i = 0; i < a.n; i += query_block) {
      const std::int64_t rows = std::min(query_block, a.n - i);
      const auto e = static_cast<std::size_t>(a.e);
      T* out = y.data.data() + (head * a.n + i) * a.e;
      const T* values = in.v.data.data() + a.group(head) * a.m * a.e;
      T top[query_block], sum[query_block] = {};
      std::fill_n(top, query_block, -INFINITY);
      for (std::int64_t j = 0; j < a.m && (in.causal == 0 || j < i + rows); j += key_block) {
        const std::int64_t keys = std::min(key_block, a.m - j);
        score_block(a, head, i, rows, j, keys, scores.data());
        widest<T>([&]<class P>() {
          for (std::int64_t r = 0; r < rows; ++r) {
            T* row = scores.data() + r * keys;
            const T higher = std::max(top[r], largest_of<P>(row, static_cast<std::size_t>(keys)));
            if (higher == -INFINITY) {
              std::fill_n(row, keys, T(0));
              continue;
            }
            if (higher > top[r]) {
              const T shrink = std::exp(top[r] - higher);
              sum[r] *= shrink;
              multiply_row<P>(out + r * a.e, e, shrink);
              top[r] = higher;
            }
            sum[r] += exponentials<P>(row, static_cast<std::size_t>(keys), higher, row);
          }
        });
        gemm(ProductForm{.added = true}, rows, a.e, keys, scores.data(), values + j * a.e, out);
      }
      for (std::int64_t r = 0; r < rows; ++r) {
        T* row = out + r * a.e;
        if (sum[r] > 0) {
          for (std::size_t f = 0; f < e; ++f) row[f] /= sum[r];
        } else if (variant == Variant::undefined) {
          return domain("C3", "a query may look at no key");
        } else if (variant == Variant::uniform) {
          for (std::int64_t f = 0; f < a.e; ++f) row[f] = mean_of<T>(a.m, [&](std::int64_t j) { return values[j * a.e + f]; });
        }
      }
    }
  return ScaledDotProductAttention::Out<T>{std::move(y)};
};

namespace {

/// The derivative's part of one query, term by term, with what ordinary rows do not need: weights that underflow where their products do
/// not, a key that takes nearly all, rows that are masked throughout. False where the answer is undefined.
template <class T>
bool careful_row(const Heads<T>& a, const ScaledDotProductAttentionVjp::In<T>& in, ScaledDotProductAttention::Variant variant, std::int64_t head, std::int64_t i, ScaledDotProductAttentionVjp::Out<T>& out) {
  using Variant = ScaledDotProductAttention::Variant;
  std::vector<T> score(static_cast<std::size_t>(a.m)), weight(static_cast<std::size_t>(a.m)), slope(static_cast<std::size_t>(a.m));
  const std::int64_t keys = a.group(head) * a.m;
  const T *q = in.q.data.data() + (head * a.n + i) * a.d, *cotangent = in.cotangent.y.data.data() + (head * a.n + i) * a.e;
  T top = -INFINITY;
  for (std::int64_t j = 0; j < a.m; ++j) top = std::max(top, score[static_cast<std::size_t>(j)] = a.score(head, i, j));
  const bool masked = top == -INFINITY;
  if (masked && variant == Variant::undefined) return false;
  for (std::size_t j = 0; j < weight.size(); ++j) weight[j] = masked ? (variant == Variant::uniform ? 1 / static_cast<T>(a.m) : T(0)) : std::exp(score[j] - top);
  const T sum = masked ? T(1) : pairwise_sum<T>(0, a.m, [&](std::int64_t j) { return weight[static_cast<std::size_t>(j)]; });
  for (T& p : weight) p /= sum;
  for (std::int64_t j = 0; j < a.m; ++j)
    slope[static_cast<std::size_t>(j)] = pairwise_sum<T>(0, a.e, [&](std::int64_t f) { return cotangent[f] * in.v[static_cast<std::size_t>((keys + j) * a.e + f)]; });
  const std::int64_t heaviest = std::max_element(weight.begin(), weight.end()) - weight.begin();
  const T base = a.m > 0 ? slope[static_cast<std::size_t>(heaviest)] : T(0);  // relative to it, nothing cancels where one weight is near 1
  // Where a weight underflows, its products need not: it is a product of two.
  const auto tiny = [&](std::int64_t j) { return !masked && weight[static_cast<std::size_t>(j)] < std::numeric_limits<T>::min(); };
  const auto root_of = [&](std::int64_t j) { return std::exp((score[static_cast<std::size_t>(j)] - top) / 2); };
  const T mean = pairwise_sum<T>(0, a.m, [&](std::int64_t j) {
    const T difference = slope[static_cast<std::size_t>(j)] - base;
    return tiny(j) ? root_of(j) / sum * difference * root_of(j) : weight[static_cast<std::size_t>(j)] * difference;
  });
  // All that is left of the heaviest key's slope; where it is next to nothing, e^lift times as much.
  constexpr T lift = 60;
  const bool sunk = !masked && std::fabs(mean) < std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon();
  const T lifted = !sunk ? T(0) : pairwise_sum<T>(0, a.m, [&](std::int64_t j) {
    return j == heaviest ? T(0) : std::exp(score[static_cast<std::size_t>(j)] - top + lift) / sum * (slope[static_cast<std::size_t>(j)] - base);
  });
  for (std::int64_t j = 0; j < a.m; ++j) {
    const T root = tiny(j) ? root_of(j) : T(1), p = tiny(j) ? root / sum : weight[static_cast<std::size_t>(j)];
    for (std::int64_t f = 0; f < a.e; ++f) out.grad_v[static_cast<std::size_t>((keys + j) * a.e + f)] += p * cotangent[f] * root;
    if (masked || p == 0) continue;
    const bool alone = sunk && j == heaviest;
    const T of_score = p * (alone ? -lifted : slope[static_cast<std::size_t>(j)] - base - mean) * a.scale, rest = alone ? std::exp(-lift) : root;
    for (std::int64_t f = 0; f < a.d; ++f) {
      out.grad_q[static_cast<std::size_t>((head * a.n + i) * a.d + f)] += of_score * in.k[static_cast<std::size_t>((keys + j) * a.d + f)] * rest;
      out.grad_k[static_cast<std::size_t>((keys + j) * a.d + f)] += of_score * q[f] * rest;
    }
  }
  return true;
}

/// One row of scores to its weights, and one of D = ȳvᵀ to the slopes of the scores. False where it needs more care: both are 0 then.
template <class P, class T = typename P::Number>
bool ordinary_row(T* weight, T* slope, std::size_t m, T scale) {
  const T top = largest_of<P>(weight, m);
  const P masked(-INFINITY);
  P lowest(top);
  each_pack<P>(m, [&](std::size_t j, std::size_t count) {
    const P score = load<P>(weight + j, count, top);
    lowest = min(lowest, select(score == masked, P(top), score));
  });
  // No weight of a key that is looked at may underflow: the sum of m exponentials takes the tenth that is left at most.
  bool ordinary = top > -INFINITY && top - -largest(-lowest) < T(-0.9) * std::log(std::numeric_limits<T>::min());
  if (ordinary) {
    const auto heaviest = static_cast<std::size_t>(std::find(weight, weight + m, top) - weight);
    const P base(slope[heaviest]);  // relative to it, nothing cancels where one weight is near 1
    multiply_row<P>(weight, m, 1 / exponentials<P>(weight, m, top, weight));
    P products(0);
    each_pack<P>(m, [&](std::size_t j, std::size_t count) { products = products + load<P>(weight + j, count) * (load<P>(slope + j, count) - base); });
    const T mean = sum(products);
    ordinary = std::fabs(mean) >= std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon();
    each_pack<P>(m, [&](std::size_t j, std::size_t count) {
      store(load<P>(weight + j, count) * ((load<P>(slope + j, count) - base) - P(mean)) * P(scale), slope + j, count);
    });
  }
  if (!ordinary) {
    std::fill_n(weight, m, T(0));
    std::fill_n(slope, m, T(0));
  }
  return ordinary;
}

}  // namespace

/// Queries in blocks, the rows of weights whole: as products of matrices, but for rows that need more care.
template <>
const Fast<ScaledDotProductAttentionVjp> Wings<ScaledDotProductAttentionVjp>::fast =
    []<class T>(const ScaledDotProductAttentionVjp::In<T>& in, ScaledDotProductAttention::Variant variant) -> Result<ScaledDotProductAttentionVjp::Out<T>> {
  const Heads<T> a{in};
  ScaledDotProductAttentionVjp::Out<T> out{Tensor<T>(in.q.shape), Tensor<T>(in.k.shape), Tensor<T>(in.v.shape)};
  std::vector<T> weights(static_cast<std::size_t>(std::min(query_block, a.n) * a.m)), slopes(weights.size());
  for (std::int64_t head = 0; head < a.count(); ++head)
    for (std::int64_t i = 0; i < a.n; i += query_block) {
      const std::int64_t rows = std::min(query_block, a.n - i), keys = a.group(head) * a.m;
      const T *q = in.q.data.data() + (head * a.n + i) * a.d, *k = in.k.data.data() + keys * a.d, *v = in.v.data.data() + keys * a.e;
      const T* cotangent = in.cotangent.y.data.data() + (head * a.n + i) * a.e;
      score_block(a, head, i, rows, 0, a.m, weights.data());
      gemm(ProductForm{.b_transposed = true}, rows, a.m, a.e, cotangent, v, slopes.data());
      for (std::int64_t r = 0; r < rows; ++r) {
        const bool ordinary = widest<T>([&]<class P>() { return ordinary_row<P>(weights.data() + r * a.m, slopes.data() + r * a.m, static_cast<std::size_t>(a.m), a.scale); });
        if (!ordinary && !careful_row(a, in, variant, head, i + r, out)) return domain("C3", "a query may look at no key");
      }
      gemm(ProductForm{.a_transposed = true, .added = true}, a.m, a.e, rows, weights.data(), cotangent, out.grad_v.data.data() + keys * a.e);
      gemm(ProductForm{.a_transposed = true, .added = true}, a.m, a.d, rows, slopes.data(), q, out.grad_k.data.data() + keys * a.d);
      gemm(ProductForm{.added = true}, rows, a.d, a.m, slopes.data(), k, out.grad_q.data.data() + (head * a.n + i) * a.d);
    }
  return out;
};

}  // namespace etalon
