#include "reference/contract/nn/scaled_dot_product_attention.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "fast/backend/rows.hpp"
#include "fast/backend/tiles.hpp"
#include "fast/joint.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::tensor;
using contract::nn::ScaledDotProductAttention;
using contract::nn::ScaledDotProductAttentionVjp;
using Variant = ScaledDotProductAttention::Variant;

namespace {

/// The heads of one call, and where their rows begin.
template <class T>
struct Heads {
  const ScaledDotProductAttention::In<T>& in;
  std::int64_t heads = in.q.shape[1], n = in.q.shape[2], d = in.q.shape[3], groups = in.k.shape[1], m = in.k.shape[2], e = in.v.shape[3];
  T scale = in.scale == 0 ? 1 / std::sqrt(static_cast<T>(d)) : in.scale;

  /// How many heads look at the same keys and values.
  std::int64_t sharing() const { return heads / groups; }
  std::int64_t group(std::int64_t head) const { return head / sharing(); }
  bool masked() const { return in.causal != 0 || in.allowed.size() > 0 || in.mask.size() > 0; }
  T score(std::int64_t head, std::int64_t i, std::int64_t j) const {
    if (!ScaledDotProductAttention::looks(in, i, j)) return -INFINITY;
    const T *q = in.q.data.data() + (head * n + i) * d, *k = in.k.data.data() + (group(head) * m + j) * d;
    const T product = pairwise_sum<T>(0, d, [&](std::int64_t f) { return q[f] * k[f]; }) * scale;
    return in.mask.size() > 0 ? product + in.mask[static_cast<std::size_t>(i * m + j)] : product;
  }
};

/// The exponentials of one query's scores, less the largest.
template <class T>
struct Row {
  T top, lowest, sum;  // of the scores of keys that are looked at
};

/// Products of queries and keys to exponentials. Where no key is looked at these are 0.
template <class T>
Row<T> weigh(const Heads<T>& a, std::int64_t i, std::int64_t keys, T* x) {
  const auto n = static_cast<std::size_t>(keys);
  return widest<T>([&]<class P>() -> Row<T> {
    transform<P>(n, x, [&](const P& product) { return product * P(a.scale); }, x);
    for (std::int64_t j = 0; a.masked() && j < keys; ++j) {
      const T mask = a.in.mask.size() > 0 ? a.in.mask[static_cast<std::size_t>(i * a.m + j)] : T(0);
      x[j] = !ScaledDotProductAttention::looks(a.in, i, j) || mask == -INFINITY ? -INFINITY : x[j] + mask;
    }
    const T top = largest_of<P>(x, n);
    if (top == -INFINITY) {
      std::fill_n(x, n, T(0));
      return {top, top, T(0)};
    }
    const P none(-INFINITY), least(fold<P>(n, top, [](const P& p, const P& r) { return min(p, r); }, [&](std::size_t j, std::size_t count) {
      const P score = load<P>(x + j, count, top);
      return select(score == none, P(top), score);
    }));
    return {top, -largest(-least), exponentials<P>(x, n, top, x)};
  });
}

/// The derivative's part of one query, term by term, with what ordinary rows do not need: weights that underflow where their products do
/// not, a key that takes nearly all, rows that are masked throughout. False where the answer is undefined.
template <class T>
bool careful_row(const Heads<T>& a, const Tensor<T>& cotangents, Variant variant, std::int64_t head, std::int64_t i, ScaledDotProductAttentionVjp::Out<T>& out) {
  const auto& in = a.in;
  std::vector<T> score(static_cast<std::size_t>(a.m)), weight(static_cast<std::size_t>(a.m)), slope(static_cast<std::size_t>(a.m));
  const std::int64_t keys = a.group(head) * a.m;
  const T *q = in.q.data.data() + (head * a.n + i) * a.d, *cotangent = cotangents.data.data() + (head * a.n + i) * a.e;
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

/// One row of exponentials to weights, and one of D = ȳvᵀ to the slopes of the scores. False where it needs more care: both are 0 then.
template <class T>
bool ordinary_row(const Row<T>& row, T scale, std::size_t m, T* weight, T* slope) {
  return widest<T>([&]<class P>() {
    // No weight of a key that is looked at may underflow: the sum of m exponentials takes the tenth that is left at most.
    bool ordinary = row.top > -INFINITY && row.top - row.lowest < T(-0.9) * std::log(std::numeric_limits<T>::min());
    if (ordinary) {
      const P base(slope[first_of<P>(weight, m, T(1))]), share(1 / row.sum);  // relative to the heaviest, nothing cancels where one weight is near 1
      const P products = fold<P>(m, 0, [](const P& p, const P& r) { return p + r; }, [&](std::size_t j, std::size_t count) {
        const P p = load<P>(weight + j, count) * share, difference = load<P>(slope + j, count) - base;
        store(p, weight + j, count);
        store(difference, slope + j, count);
        return p * difference;
      });
      const T mean = sum(products);
      ordinary = std::fabs(mean) >= std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon();
      transform<P>(m, slope, [&](const P& p, const P& difference) { return p * (difference - P(mean)) * P(scale); }, weight, slope);
    }
    if (!ordinary) {
      std::fill_n(weight, m, T(0));
      std::fill_n(slope, m, T(0));
    }
    return ordinary;
  });
}

/// Adds rows that are `pitch` apart to those of y, which are not.
template <class T>
void add_rows(const T* x, std::int64_t pitch, std::int64_t rows, std::int64_t columns, T* y) {
  for (std::int64_t r = 0; r < rows; ++r)
    for (std::int64_t f = 0; f < columns; ++f) y[r * columns + f] += x[r * pitch + f];
}

template <class T>
using Both = ValueAndDerivative<ScaledDotProductAttentionVjp, T>;

/// Queries in blocks against all keys, as products of matrices that stay in the caches, but for rows that need more care. The value or, with
/// cotangents, the derivative, or both.
template <class T>
Result<Both<T>> attend(const ScaledDotProductAttention::In<T>& in, bool value, const Tensor<T>* cotangents, Variant variant) {
  constexpr std::int64_t bytes = 1 << 18, most = 10 * rows_of_tile;  // of the weights of a block, and of its queries
  const Heads<T> a{in};
  Both<T> out;
  if (value) out.value.y = Tensor<T>({in.q.shape[0], a.heads, a.n, a.e});
  if (cotangents != nullptr) out.derivative = {Tensor<T>(in.q.shape), Tensor<T>(in.k.shape), Tensor<T>(in.v.shape)};
  const std::int64_t pitch = odd_pitch<T>(a.m), d_pitch = in_units<T>(a.d), e_pitch = in_units<T>(a.e), derived = cotangents != nullptr ? 1 : 0;
  const std::int64_t block = std::clamp<std::int64_t>(bytes / (pitch * sizeof(T)) / rows_of_tile * rows_of_tile, rows_of_tile, most);
  const auto room = [](std::int64_t rows, std::int64_t columns) { return std::vector<T>(static_cast<std::size_t>(rows * columns)); };
  std::vector<T> weights = room(block, pitch), slopes = room(derived * block, pitch), results = room(block, std::max(d_pitch, e_pitch));
  Panels<T> keys_down(a.d, a.m), values(value ? a.m : 0, a.e), keys(derived * a.m, a.d), values_down(a.e, derived * a.m), queries(derived * block, a.d), slants(derived * block, a.e);
  for (std::int64_t group = 0; group < in.k.shape[0] * a.groups; ++group) {
    const T *k = in.k.data.data() + group * a.m * a.d, *v = in.v.data.data() + group * a.m * a.e;
    keys_down.take_columns([&](std::int64_t j) { return k + j * a.d; });
    if (value) values.take_rows(a.m, [&](std::int64_t j) { return v + j * a.e; });
    std::vector<T> of_keys = room(derived * a.m, d_pitch), of_values = room(derived * a.m, e_pitch);
    if (cotangents != nullptr) {
      keys.take_rows(a.m, [&](std::int64_t j) { return k + j * a.d; });
      values_down.take_columns([&](std::int64_t j) { return v + j * a.e; });
    }
    for (std::int64_t head = group * a.sharing(); head < (group + 1) * a.sharing(); ++head)
      for (std::int64_t i = 0; i < a.n; i += block) {
        const std::int64_t rows = std::min(block, a.n - i), seen = in.causal != 0 ? std::min(a.m, i + rows) : a.m;
        const T* q = in.q.data.data() + (head * a.n + i) * a.d;
        Row<T> row[most];
        tiled_product(rows, seen, a.d, {q, a.d, 1}, keys_down, false, weights.data(), pitch);
        for (std::int64_t r = 0; r < rows; ++r) row[r] = weigh(a, i + r, seen, weights.data() + r * pitch);
        if (value) {
          tiled_product(rows, a.e, seen, {weights.data(), pitch, 1}, values, false, results.data(), e_pitch);
          for (std::int64_t r = 0; r < rows; ++r) {
            if (row[r].sum == 0 && variant == Variant::undefined) return domain("C3", "a query may look at no key");
            const T* from = results.data() + r * e_pitch;
            T* y = out.value.y.data.data() + (head * a.n + i + r) * a.e;
            for (std::int64_t f = 0; f < a.e; ++f) {
              if (row[r].sum > 0) y[f] = from[f] / row[r].sum;
              else if (variant == Variant::uniform) y[f] = mean_of<T>(a.m, [&](std::int64_t j) { return v[j * a.e + f]; });
            }
          }
        }
        if (cotangents == nullptr) continue;
        const T* cotangent = cotangents->data.data() + (head * a.n + i) * a.e;
        tiled_product(rows, seen, a.e, {cotangent, a.e, 1}, values_down, false, slopes.data(), pitch);
        for (std::int64_t r = 0; r < rows; ++r)
          if (!ordinary_row(row[r], a.scale, static_cast<std::size_t>(seen), weights.data() + r * pitch, slopes.data() + r * pitch) && !careful_row(a, *cotangents, variant, head, i + r, out.derivative))
            return domain("C3", "a query may look at no key");
        slants.take_rows(rows, [&](std::int64_t r) { return cotangent + r * a.e; });
        queries.take_rows(rows, [&](std::int64_t r) { return q + r * a.d; });
        tiled_product(seen, a.e, rows, {weights.data(), 1, pitch}, slants, true, of_values.data(), e_pitch);
        tiled_product(seen, a.d, rows, {slopes.data(), 1, pitch}, queries, true, of_keys.data(), d_pitch);
        tiled_product(rows, a.d, seen, {slopes.data(), pitch, 1}, keys, false, results.data(), d_pitch);
        add_rows(results.data(), d_pitch, rows, a.d, out.derivative.grad_q.data.data() + (head * a.n + i) * a.d);
      }
    if (cotangents == nullptr) continue;
    add_rows(of_keys.data(), d_pitch, a.m, a.d, out.derivative.grad_k.data.data() + group * a.m * a.d);
    add_rows(of_values.data(), e_pitch, a.m, a.e, out.derivative.grad_v.data.data() + group * a.m * a.e);
  }
  return out;
}

}  // namespace

template <>
const Fast<ScaledDotProductAttention> Wings<ScaledDotProductAttention>::fast =
    []<class T>(const ScaledDotProductAttention::In<T>& in, Variant variant) -> Result<ScaledDotProductAttention::Out<T>> {
  auto both = attend<T>(in, true, nullptr, variant);
  if (!both) return both.failure();
  return std::move(both->value);
};

template <>
const Fast<ScaledDotProductAttentionVjp> Wings<ScaledDotProductAttentionVjp>::fast =
    []<class T>(const ScaledDotProductAttentionVjp::In<T>& in, Variant variant) -> Result<ScaledDotProductAttentionVjp::Out<T>> {
  auto both = attend<T>(in, false, &in.cotangent.y, variant);
  if (!both) return both.failure();
  return std::move(both->derivative);
};

template <>
const Joint<ScaledDotProductAttentionVjp> Together<ScaledDotProductAttentionVjp>::fast =
    []<class T>(const ScaledDotProductAttentionVjp::In<T>& in, Variant variant) -> Result<Both<T>> { return attend<T>(in, true, &in.cotangent.y, variant); };

}  // namespace etalon
