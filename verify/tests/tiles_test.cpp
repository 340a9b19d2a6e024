// Products in tiles, and the layers that are made of them, beside plain loops: of more rows, columns and terms than one tile or block, with
// rests, which no drawn case has. Where the numbers are integers, sums of any order give them exactly.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "fast/backend/tiles.hpp"
#include "fast/joint.hpp"
#include "reference/contract/moe/expert_mixture.hpp"
#include "reference/contract/nn/scaled_dot_product_attention.hpp"

namespace etalon {
namespace {

using fast::backend::Panels;
using fast::backend::Strided;

template <class T, class F>
void on_each_width(const F& kernel) {
  using namespace fast::backend;
  kernel.template operator()<narrow::Pack<T>>();
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) wide::run<T>(kernel);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) widest_of_all::run<T>(kernel);
#endif
}

template <class T>
Tensor<T> integers(const Dimensions& shape, unsigned seed, int most = 4) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> draw(-most, most);
  Tensor<T> x(shape);
  for (T& entry : x) entry = static_cast<T>(draw(random));
  return x;
}
Tensor<double> numbers(const Dimensions& shape, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> draw;
  Tensor<double> x(shape);
  for (double& entry : x) entry = draw(random);
  return x;
}

template <class T>
class Tiles : public testing::Test {};
using Numbers = testing::Types<float, double>;
TYPED_TEST_SUITE(Tiles, Numbers);

TYPED_TEST(Tiles, products_of_all_sizes) {
  using T = TypeParam;
  std::mt19937 random(5);
  const auto draw = [&](std::int64_t from, std::int64_t to) { return std::uniform_int_distribution<std::int64_t>(from, to)(random); };
  for (int round = 0; round < 400; ++round) {
    const std::int64_t m = draw(0, 20), n = draw(0, 150), k = draw(0, 8) == 0 ? draw(129, 400) : draw(0, 40), pitch = fast::backend::odd_pitch<T>(n);
    const auto a = integers<T>({m, k}, 1), a_down = integers<T>({k, m}, 2), b = integers<T>({k, n}, 3), b_down = integers<T>({n, k}, 4), before = integers<T>({m, pitch}, 5);
    const bool left_down = draw(0, 1) == 1, right_down = draw(0, 1) == 1, added = draw(0, 1) == 1;
    Panels<T> right(k, n);
    if (right_down) right.take_columns([&](std::int64_t j) { return b_down.data.data() + j * k; });
    else right.take_rows(k, [&](std::int64_t i) { return b.data.data() + i * n; });
    const Strided<T> left = left_down ? Strided<T>{a_down.data.data(), 1, m} : Strided<T>{a.data.data(), k, 1};
    on_each_width<T>([&]<class P>() {
      Tensor<T> c = before;
      fast::backend::product_of_tiles<P>(m, n, k, left, right, added, c.data.data(), pitch);
      for (std::int64_t i = 0; i < m; ++i)
        for (std::int64_t j = 0; j < n; ++j) {
          T sum = added ? before(i, j) : T(0);
          for (std::int64_t l = 0; l < k; ++l) sum += (left_down ? a_down(l, i) : a(i, l)) * (right_down ? b_down(j, l) : b(l, j));
          ASSERT_EQ(c(i, j), sum) << m << " × " << n << " × " << k << " in packs of " << P::lanes;
        }
    });
  }
}

/// Tokens of one expert beyond a panel, an expert twice at one token, and one without any.
TYPED_TEST(Tiles, mixture_of_experts) {
  using T = TypeParam;
  using contract::moe::ExpertMixture;
  using contract::moe::ExpertMixtureVjp;
  const std::int64_t t = 301, n = 4, d = 35, h = 22, m = 29, k = 2;
  Tensor<std::int64_t> index({t, k});
  for (std::int64_t r = 0; r < t; ++r) index(r, 0) = r % 5 == 0 ? 0 : 3, index(r, 1) = r % 7 == 0 ? 3 : 1;
  const ExpertMixtureVjp::In<T> in{{integers<T>({t, k}, 1, 2), index, integers<T>({t, d}, 2, 2), integers<T>({n, h, d}, 3, 2), integers<T>({n, h}, 4), integers<T>({n, m, h}, 5, 2), integers<T>({n, m}, 6), "relu"}, {integers<T>({t, m}, 7, 2)}};
  const Tensor<T>& cotangent = in.cotangent.y;
  const auto entry = [](auto& x, std::int64_t i, std::int64_t j, std::int64_t l) -> auto& { return x[static_cast<std::size_t>((i * x.shape[1] + j) * x.shape[2] + l)]; };
  Tensor<T> y({t, m});
  ExpertMixtureVjp::Out<T> g{Tensor<T>({t, k}), Tensor<T>({t, d}), Tensor<T>(in.w1.shape), Tensor<T>(in.b1.shape), Tensor<T>(in.w2.shape), Tensor<T>(in.b2.shape)};
  for (std::int64_t r = 0; r < t; ++r)
    for (std::int64_t j = 0; j < k; ++j) {
      const std::int64_t i = index(r, j);
      std::vector<T> hidden(h), slopes(h);
      for (std::int64_t l = 0; l < h; ++l) {
        T z = in.b1(i, l);
        for (std::int64_t f = 0; f < d; ++f) z += entry(in.w1, i, l, f) * in.x(r, f);
        hidden[l] = std::max(z, T(0));
        for (std::int64_t o = 0; o < m && z > 0; ++o) slopes[l] += in.weights(r, j) * cotangent(r, o) * entry(in.w2, i, o, l);
      }
      for (std::int64_t o = 0; o < m; ++o) {
        T answer = in.b2(i, o);
        for (std::int64_t l = 0; l < h; ++l) answer += entry(in.w2, i, o, l) * hidden[l], entry(g.grad_w2, i, o, l) += in.weights(r, j) * cotangent(r, o) * hidden[l];
        y(r, o) += in.weights(r, j) * answer;
        g.grad_weights(r, j) += cotangent(r, o) * answer;
        g.grad_b2(i, o) += in.weights(r, j) * cotangent(r, o);
      }
      for (std::int64_t l = 0; l < h; ++l) {
        g.grad_b1(i, l) += slopes[l];
        for (std::int64_t f = 0; f < d; ++f) entry(g.grad_w1, i, l, f) += slopes[l] * in.x(r, f), g.grad_x(r, f) += slopes[l] * entry(in.w1, i, l, f);
      }
    }
  EXPECT_EQ(Wings<ExpertMixture>::fast(in)->y, y);
  const auto fast = Wings<ExpertMixtureVjp>::fast(in);
  EXPECT_EQ(fast->grad_weights, g.grad_weights);
  EXPECT_EQ(fast->grad_x, g.grad_x);
  EXPECT_EQ(fast->grad_w1, g.grad_w1);
  EXPECT_EQ(fast->grad_b1, g.grad_b1);
  EXPECT_EQ(fast->grad_w2, g.grad_w2);
  EXPECT_EQ(fast->grad_b2, g.grad_b2);
}

void expect_near(const Tensor<double>& a, const Tensor<double>& b) {
  ASSERT_EQ(a.shape, b.shape);
  for (std::size_t i = 0; i < a.size(); ++i) ASSERT_NEAR(a[i], b[i], 1e-12) << i;
}

/// Several blocks of queries, heads that share keys, and every kind of mask; a query that looks at no key has answer 0.
TEST(Tiles, attention_in_blocks) {
  using contract::nn::ScaledDotProductAttention;
  using contract::nn::ScaledDotProductAttentionVjp;
  const auto zeros = ScaledDotProductAttention::Variant::zeros;
  const std::int64_t heads = 4, groups = 2, n = 131, m = 139, d = 19, e = 35;
  for (int masks = 0; masks < 8; ++masks) {
    Tensor<double> mask = (masks & 1) != 0 ? numbers({n, m}, 5) : Tensor<double>({0});
    Tensor<std::int64_t> allowed((masks & 2) != 0 ? Dimensions{n, m} : Dimensions{0});
    for (std::size_t i = 0; i < mask.size(); i += 3) mask[i] = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < allowed.size(); ++i) allowed[i] = i % 5 != 1 && static_cast<std::int64_t>(i) / m != 77;
    const ScaledDotProductAttentionVjp::In<double> in{{numbers({2, heads, n, d}, 1), numbers({2, groups, m, d}, 2), numbers({2, groups, m, e}, 3), mask, allowed, masks / 4, 0.3}, {numbers({2, heads, n, e}, 4)}};
    Tensor<double> y({2, heads, n, e});
    ScaledDotProductAttentionVjp::Out<double> g{Tensor<double>(in.q.shape), Tensor<double>(in.k.shape), Tensor<double>(in.v.shape)};
    for (std::int64_t head = 0; head < 2 * heads; ++head)
      for (std::int64_t i = 0; i < n; ++i) {
        const std::int64_t query = head * n + i, keys = head / (heads / groups) * m;
        const auto at = [](const Tensor<double>& x, std::int64_t row, std::int64_t width, std::int64_t f) { return x[static_cast<std::size_t>(row * width + f)]; };
        std::vector<double> p(m), slope(m);
        double sum = 0, mean = 0;
        for (std::int64_t j = 0; j < m; ++j) {
          double score = mask.size() > 0 ? mask(i, j) : 0;
          for (std::int64_t f = 0; f < d; ++f) score += 0.3 * at(in.q, query, d, f) * at(in.k, keys + j, d, f);
          sum += p[j] = ScaledDotProductAttention::looks(in, i, j) ? std::exp(score) : 0;
        }
        for (std::int64_t j = 0; j < m; ++j) {
          p[j] = sum > 0 ? p[j] / sum : 0;
          for (std::int64_t f = 0; f < e; ++f) slope[j] += at(in.cotangent.y, query, e, f) * at(in.v, keys + j, e, f);
          mean += p[j] * slope[j];
        }
        for (std::int64_t j = 0; j < m; ++j) {
          for (std::int64_t f = 0; f < e; ++f) y[static_cast<std::size_t>(query * e + f)] += p[j] * at(in.v, keys + j, e, f), g.grad_v[static_cast<std::size_t>((keys + j) * e + f)] += p[j] * at(in.cotangent.y, query, e, f);
          for (std::int64_t f = 0; f < d; ++f) {
            g.grad_q[static_cast<std::size_t>(query * d + f)] += 0.3 * p[j] * (slope[j] - mean) * at(in.k, keys + j, d, f);
            g.grad_k[static_cast<std::size_t>((keys + j) * d + f)] += 0.3 * p[j] * (slope[j] - mean) * at(in.q, query, d, f);
          }
        }
      }
    const auto both = Together<ScaledDotProductAttentionVjp>::fast(in, zeros);
    ASSERT_TRUE(both) << both.failure().message;
    expect_near(both->value.y, y);
    expect_near(both->derivative.grad_q, g.grad_q);
    expect_near(both->derivative.grad_k, g.grad_k);
    expect_near(both->derivative.grad_v, g.grad_v);
    EXPECT_EQ(both->value.y, Wings<ScaledDotProductAttention>::fast(in, zeros)->y);
    const auto derivative = Wings<ScaledDotProductAttentionVjp>::fast(in, zeros);
    EXPECT_EQ(both->derivative.grad_q, derivative->grad_q);
    EXPECT_EQ(both->derivative.grad_k, derivative->grad_k);
    EXPECT_EQ(both->derivative.grad_v, derivative->grad_v);
  }
}

}  // namespace
}  // namespace etalon
