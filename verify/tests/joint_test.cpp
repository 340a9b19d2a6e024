// A value and its derivative from one pass are those of two passes, digit for digit; and long rows, of many packs and blocks, keep the
// bounds of their contracts.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "fast/joint.hpp"
#include "reference/contract/nn/bce_with_logits.hpp"
#include "reference/contract/nn/gelu.hpp"
#include "reference/contract/nn/layer_norm.hpp"
#include "reference/contract/nn/log_softmax.hpp"
#include "reference/contract/nn/softmax.hpp"
#include "reference/contract/vae/elbo.hpp"
#include "reference/contract/vae/gaussian_kl_standard.hpp"

namespace etalon {
namespace {

/// Entries of the most various sizes, the largest about `size`; in a row of all lengths, with a rest after the last whole pack.
template <class T>
Tensor<T> drawn(const Dimensions& shape, unsigned seed, T size = 1) {
  std::mt19937_64 random(seed);
  std::normal_distribution<T> draw;
  Tensor<T> x(shape);
  for (T& entry : x) entry = std::pow(draw(random), T(3)) * size;
  return x;
}
template <class T>
Tensor<T> shares(const Dimensions& shape, unsigned seed) {
  Tensor<T> x = drawn<T>(shape, seed);
  for (T& entry : x) entry = 1 / (1 + entry * entry);
  return x;
}

template <class T>
void expect_same(const Tensor<T>& a, const Tensor<T>& b) {
  EXPECT_EQ(a.shape, b.shape);
  ASSERT_EQ(a.size(), static_cast<std::size_t>(count_of(a.shape)));
  EXPECT_EQ(a.data, b.data);
}

template <class T>
class Joined : public testing::Test {};
using Numbers = testing::Types<float, double>;
TYPED_TEST_SUITE(Joined, Numbers);

template <class Derivative, class In>
void compare(const In& in, auto same_value, auto same_derivative, typename Derivative::Variant variant = {}) {
  using Operation = typename Derivative::derivative_of;
  const auto both = Together<Derivative>::fast(in, variant);
  const auto derivative = Wings<Derivative>::fast(in, variant);
  const auto value = Wings<Operation>::fast(in, variant);
  ASSERT_TRUE(both && derivative && value);
  same_value(both->value, *value);
  same_derivative(both->derivative, *derivative);
}
const auto same_y = [](const auto& a, const auto& b) { expect_same(a.y, b.y); };
const auto same_grad_x = [](const auto& a, const auto& b) { expect_same(a.grad_x, b.grad_x); };

const Dimensions shapes[] = {{1, 1}, {3, 7}, {5, 67}, {2, 5000}};

TYPED_TEST(Joined, along_an_axis) {
  using namespace contract::nn;
  using T = TypeParam;
  for (const Dimensions& shape : shapes)
    for (const std::int64_t axis : {-1, 0}) {
      for (const T score : {T(0.01), T(1), T(100)})
        for (const T cotangent : {T(1), std::ldexp(T(1), std::numeric_limits<T>::max_exponent - 12)})
          compare<SoftmaxVjp>(typename SoftmaxVjp::In<T>{{drawn<T>(shape, 1, score), axis}, {drawn<T>(shape, 2, cotangent)}}, same_y, same_grad_x);
      compare<LogSoftmaxVjp>(typename LogSoftmaxVjp::In<T>{{drawn<T>(shape, 1), axis}, {drawn<T>(shape, 2)}}, same_y, same_grad_x);
    }
}

/// Rows in float beside the same in double.
template <class Operation>
void expect_close(const typename Operation::template In<float>& in, const typename Operation::template In<double>& same, double roundings, auto scale) {
  const auto y = Wings<Operation>::fast(in);
  const auto right = Wings<Operation>::fast(same);
  ASSERT_TRUE(y && right);
  for (std::size_t i = 0; i < y->y.size(); ++i) EXPECT_NEAR(y->y[i], right->y[i], std::ldexp(roundings * scale(i, right->y[i]), -24) + std::numeric_limits<float>::denorm_min()) << i;
}

TEST(LongRows, keep_their_bounds) {
  using namespace contract::nn;
  const auto exact = [](float x) { return static_cast<double>(x); };
  const std::int64_t n = 17 * 1024 + 13;
  const Tensor<float> x = drawn<float>({2, n}, 1);
  const double spread = 2 * *std::max_element(x.begin(), x.end(), [](float a, float b) { return std::fabs(a) < std::fabs(b); });
  const auto sizes = static_cast<double>(n + 5);
  expect_close<Softmax>({x}, {map(x, exact)}, sizes, [&](std::size_t, double y) { return y * (1 + std::fabs(spread)); });
  expect_close<LogSoftmax>({x}, {map(x, exact)}, sizes, [&](std::size_t, double y) { return std::fabs(y) + std::fabs(spread); });
  const Tensor<float> one = map(drawn<float>({n}, 2), [](float) { return 1.0f; }), zero(Dimensions{n});
  expect_close<LayerNorm>({x, one, zero, 1e-5f}, {map(x, exact), map(one, exact), map(zero, exact), exact(1e-5f)}, sizes, [](std::size_t, double y) { return 1 + std::fabs(y); });
}

TYPED_TEST(Joined, layer_norm) {
  using namespace contract::nn;
  using T = TypeParam;
  for (const Dimensions& shape : shapes)
    for (const T size : {T(1), std::ldexp(T(1), std::numeric_limits<T>::max_exponent - 12)})
      compare<LayerNormVjp>(typename LayerNormVjp::In<T>{{drawn<T>(shape, 1, size), drawn<T>({shape[1]}, 2), drawn<T>({shape[1]}, 3), T(1e-5)}, {drawn<T>(shape, 4)}}, same_y,
                            [](const auto& a, const auto& b) {
                              expect_same(a.grad_x, b.grad_x);
                              expect_same(a.grad_weight, b.grad_weight);
                              expect_same(a.grad_bias, b.grad_bias);
                            });
}

TYPED_TEST(Joined, entry_by_entry) {
  using namespace contract::nn;
  using T = TypeParam;
  for (const Dimensions& shape : shapes)
    for (const auto variant : {Gelu::Variant::erf, Gelu::Variant::tanh})
      compare<GeluVjp>(typename GeluVjp::In<T>{{drawn<T>(shape, 1)}, {drawn<T>(shape, 2)}}, same_y, same_grad_x, variant);
}

TYPED_TEST(Joined, losses) {
  using namespace contract;
  using T = TypeParam;
  const auto loss = [](const auto& a, const auto& b) { EXPECT_EQ(a.loss, b.loss); };
  for (const Dimensions& shape : shapes) {
    const Dimensions flat{shape[1]};
    for (const auto variant : {nn::BceWithLogits::Variant::mean, nn::BceWithLogits::Variant::sum})
      compare<nn::BceWithLogitsGradient>(nn::BceWithLogits::In<T>{drawn<T>(flat, 1), shares<T>(flat, 2), T(0.75)}, loss, [](const auto& a, const auto& b) { expect_same(a.grad_z, b.grad_z); }, variant);
    const auto of_latents = [](const auto& a, const auto& b) {
      expect_same(a.grad_mu, b.grad_mu);
      expect_same(a.grad_log_variance, b.grad_log_variance);
    };
    compare<vae::GaussianKlStandardGradient>(vae::GaussianKlStandard::In<T>{drawn<T>(shape, 1), drawn<T>(shape, 2)}, [](const auto& a, const auto& b) { EXPECT_EQ(a.kl, b.kl); }, of_latents);
    for (const char* likelihood : {"bernoulli", "gaussian"})
      for (const T beta : {T(0), T(2)})
        compare<vae::ElboGradient>(vae::Elbo::In<T>{shares<T>(shape, 1), drawn<T>(shape, 2), drawn<T>(shape, 3), drawn<T>(shape, 4), likelihood, beta},
                                   [](const auto& a, const auto& b) { EXPECT_EQ(a.elbo, b.elbo); },
                                   [&](const auto& a, const auto& b) {
                                     of_latents(a, b);
                                     expect_same(a.grad_decoded, b.grad_decoded);
                                   });
  }
}

}  // namespace
}  // namespace etalon
