#include "reference/contract/nn/scaled_dot_product_attention.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
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

constexpr std::int64_t block = 64;

}  // namespace

/// Keys in blocks, with a running maximum and a running sum: the matrix of scores is never whole.
template <>
const Fast<ScaledDotProductAttention> Wings<ScaledDotProductAttention>::fast =
    []<class T>(const ScaledDotProductAttention::In<T>& in, ScaledDotProductAttention::Variant variant) -> Result<ScaledDotProductAttention::Out<T>> {
  using Variant = ScaledDotProductAttention::Variant;
  const Heads<T> a{in};
  Tensor<T> y({in.q.shape[0], a.heads, a.n, a.e});
  std::vector<T> scores(block);
  for (std::int64_t head = 0; head < a.count(); ++head)
    for (std::int64_t i = 0; i < a.n; ++i) {
      T* row = y.data.data() + (head * a.n + i) * a.e;
      const T* values = in.v.data.data() + a.group(head) * a.m * a.e;
      T top = -INFINITY, sum = 0;
      for (std::int64_t from = 0; from < a.m; from += block) {
        const std::int64_t to = std::min(a.m, from + block);
        T higher = top;
        for (std::int64_t j = from; j < to; ++j) higher = std::max(higher, scores[static_cast<std::size_t>(j - from)] = a.score(head, i, j));
        if (higher == -INFINITY) continue;
        const T shrink = std::exp(top - higher);
        sum *= shrink;
        for (std::int64_t f = 0; f < a.e; ++f) row[f] *= shrink;
        for (std::int64_t j = from; j < to; ++j) {
          const T weight = std::exp(scores[static_cast<std::size_t>(j - from)] - higher);
          sum += weight;
          for (std::int64_t f = 0; weight > 0 && f < a.e; ++f) row[f] += weight * values[j * a.e + f];
        }
        top = higher;
      }
      if (sum > 0) {
        for (std::int64_t f = 0; f < a.e; ++f) row[f] /= sum;
      } else if (variant == Variant::undefined) {
        return domain("C3", "a query may look at no key");
      } else if (variant == Variant::uniform) {
        for (std::int64_t f = 0; f < a.e; ++f) row[f] = mean_of<T>(a.m, [&](std::int64_t j) { return values[j * a.e + f]; });
      }
    }
  return ScaledDotProductAttention::Out<T>{y};
};

/// One row of weights at a time.
template <>
const Fast<ScaledDotProductAttentionVjp> Wings<ScaledDotProductAttentionVjp>::fast =
    []<class T>(const ScaledDotProductAttentionVjp::In<T>& in, ScaledDotProductAttention::Variant variant) -> Result<ScaledDotProductAttentionVjp::Out<T>> {
  using Variant = ScaledDotProductAttention::Variant;
  const Heads<T> a{in};
  ScaledDotProductAttentionVjp::Out<T> out{Tensor<T>(in.q.shape), Tensor<T>(in.k.shape), Tensor<T>(in.v.shape)};
  std::vector<T> score(static_cast<std::size_t>(a.m)), weight(static_cast<std::size_t>(a.m)), slope(static_cast<std::size_t>(a.m));
  for (std::int64_t head = 0; head < a.count(); ++head)
    for (std::int64_t i = 0; i < a.n; ++i) {
      const std::int64_t keys = a.group(head) * a.m;
      const T *q = in.q.data.data() + (head * a.n + i) * a.d, *cotangent = in.cotangent.y.data.data() + (head * a.n + i) * a.e;
      T top = -INFINITY;
      for (std::int64_t j = 0; j < a.m; ++j) top = std::max(top, score[static_cast<std::size_t>(j)] = a.score(head, i, j));
      const bool masked = top == -INFINITY;
      if (masked && variant == Variant::undefined) return domain("C3", "a query may look at no key");
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
    }
  return out;
};

}  // namespace etalon
