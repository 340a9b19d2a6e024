// What clauses ask of every entry is first asked of their extremes: of no entry is it asked less.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <utility>

#include "fast/joint.hpp"
#include "reference/contract/inputs.hpp"
#include "reference/contract/moe/expert_mixture.hpp"
#include "reference/contract/nn/bce_with_logits.hpp"
#include "reference/contract/nn/gelu.hpp"
#include "reference/contract/nn/layer_norm.hpp"
#include "reference/contract/nn/log_softmax.hpp"
#include "reference/contract/nn/softmax.hpp"
#include "reference/contract/nn/softplus.hpp"
#include "reference/contract/vae/elbo.hpp"
#include "reference/contract/vae/gaussian_kl_standard.hpp"

namespace etalon {
namespace {

template <class T>
class ExtremesOf : public testing::Test {};
using Numbers = testing::Types<float, double>;
TYPED_TEST_SUITE(ExtremesOf, Numbers);

TYPED_TEST(ExtremesOf, rows_of_every_length) {
  using T = TypeParam;
  EXPECT_TRUE(extremes_of(static_cast<const T*>(nullptr), 0).all_finite);
  for (std::size_t n = 1; n < 200; ++n)
    for (std::size_t at = 0; at < n; ++at) {
      std::vector<T> x(n, T(1));
      x[at] = std::numeric_limits<T>::max();
      EXPECT_EQ(extremes_of(x.data(), n).largest, x[at]);
      x[at] = -x[at];
      EXPECT_EQ(extremes_of(x.data(), n).least, x[at]);
      EXPECT_EQ(extremes_of(x.data(), n).largest, n == 1 ? x[at] : T(1));
      EXPECT_TRUE(extremes_of(x.data(), n).all_finite);
      for (const T bad : {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity()}) {
        x[at] = bad;
        EXPECT_FALSE(extremes_of(x.data(), n).all_finite) << n << " entries, " << bad << " at " << at;
      }
    }
}

TYPED_TEST(ExtremesOf, clauses) {
  using T = TypeParam;
  using namespace contract::nn;
  const auto refused = [](T z, T target) {
    Tensor<T> zs({100}), targets({100});
    zs[57] = z;
    targets[99] = target;
    const auto result = Wings<BceWithLogits>::fast(BceWithLogits::In<T>{zs, targets});
    return result ? std::string() : result.failure().message;
  };
  const T infinity = std::numeric_limits<T>::infinity(), nan = std::numeric_limits<T>::quiet_NaN();
  EXPECT_EQ(refused(1, 1), "");
  EXPECT_EQ(refused(1, -T(0)), "");
  EXPECT_NE(refused(1, std::nextafter(T(1), T(2))), "");
  EXPECT_NE(refused(1, -std::numeric_limits<T>::denorm_min()), "");
  EXPECT_NE(refused(1, nan), "");
  EXPECT_NE(refused(nan, 1), "");
  // −∞ masks an entry of softmax, and only it.
  const auto softmax = [](T x) {
    Tensor<T> xs({100});
    xs[57] = x;
    return static_cast<bool>(Wings<Softmax>::fast(Softmax::In<T>{xs}));
  };
  EXPECT_TRUE(softmax(-infinity));
  EXPECT_FALSE(softmax(infinity));
  EXPECT_FALSE(softmax(nan));
}

// ---- kernels that look at their entries themselves, before clauses are asked

template <class T>
Tensor<T> between_0_and_1(Dimensions shape) {
  static std::mt19937_64 random(1);
  Tensor<T> x(std::move(shape));
  for (T& entry : x) entry = std::uniform_real_distribution<T>(T(0.1), T(0.9))(random);
  return x;
}

/// What `call` says where an entry of the field is spoilt, at the ends of packs, pieces and rows, is what Op's clauses say of it where nothing is put off.
template <class Op, class T, class In, class Field, class Call>
void expect_clauses(In in, const Field& field_of, const Call& call) {
  const auto all_right = call(in);
  ASSERT_TRUE(all_right) << all_right.failure().message;
  Tensor<T>& field = field_of(in);
  const std::size_t n = field.size();
  for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{16}, std::size_t{511}, std::size_t{512}, std::size_t{1023}, std::size_t{1024}, n / 2, n - 17, n - 2, n - 1})
    for (const T bad : {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(), T(2), T(-1)}) {
      if (at >= n) continue;
      const T good = std::exchange(field[at], bad);
      const auto expected = detail::broken_clause_of<Op, T>(in, 0);
      const auto obtained = call(in);
      EXPECT_EQ(static_cast<bool>(obtained), !expected) << bad << " at " << at << " of " << n;
      if (expected && !obtained) {
        EXPECT_EQ(obtained.failure().clause + ": " + obtained.failure().message, expected->clause + ": " + expected->message);
      }
      field[at] = good;
    }
}
/// Of an operation and its derivative, alone and together.
template <class D, class T, class... Field>
void expect_clauses_of(const typename D::template In<T>& in, const Field&... field) {
  using P = typename D::derivative_of;
  using I = typename P::template In<T>;
  (expect_clauses<P, T, I>(in, field, [](const I& x) { return Wings<P>::fast(x); }), ...);
  const auto of_derivative = [&](const auto& f) {
    expect_clauses<D, T>(in, f, [](const auto& x) { return Wings<D>::fast(x); });
    expect_clauses<D, T>(in, f, [](const auto& x) { return Together<D>::fast(x); });
  };
  (of_derivative(field), ...);
  if constexpr (requires { in.cotangent.y; }) of_derivative([](auto& x) -> auto& { return x.cotangent.y; });
}

constexpr auto x_of = [](auto& in) -> auto& { return in.x; };

TYPED_TEST(ExtremesOf, entries_that_kernels_look_at) {
  using T = TypeParam;
  using namespace contract;
  for (const Dimensions& shape : {Dimensions{3, 1031}, Dimensions{257, 9}}) {
    const auto some = [&] { return between_0_and_1<T>(shape); };
    const auto row = [&] { return between_0_and_1<T>({shape[1]}); };
    expect_clauses_of<nn::SoftplusVjp, T>({{some()}, {some()}}, x_of);
    expect_clauses_of<nn::GeluVjp, T>({{some()}, {some()}}, x_of);
    for (const std::int64_t axis : {0, 1}) {
      expect_clauses_of<nn::SoftmaxVjp, T>({{some(), axis}, {some()}}, x_of);
      expect_clauses_of<nn::LogSoftmaxVjp, T>({{some(), axis}, {some()}}, x_of);
    }
    expect_clauses_of<nn::LayerNormVjp, T>({{some(), row(), row(), T(1e-5)}, {some()}}, x_of, [](auto& in) -> auto& { return in.weight; });
    expect_clauses_of<nn::BceWithLogitsGradient, T>({some(), some(), T(1)}, [](auto& in) -> auto& { return in.z; }, [](auto& in) -> auto& { return in.target; });
    expect_clauses_of<vae::GaussianKlStandardGradient, T>({some(), some()}, [](auto& in) -> auto& { return in.mu; }, [](auto& in) -> auto& { return in.log_variance; });
    typename vae::Elbo::In<T> elbo{};
    elbo.x = some(), elbo.mu = some(), elbo.log_variance = some(), elbo.decoded = some(), elbo.beta = 1, elbo.likelihood = "bernoulli";
    expect_clauses_of<vae::ElboGradient, T>(elbo, x_of, [](auto& in) -> auto& { return in.decoded; }, [](auto& in) -> auto& { return in.mu; });
  }
}

TYPED_TEST(ExtremesOf, entries_of_experts) {
  using T = TypeParam;
  using namespace contract::moe;
  typename ExpertMixtureVjp::In<T> in{};
  const std::int64_t t = 40, k = 2, n = 5, d = 33, h = 17, m = 9;
  in.weights = between_0_and_1<T>({t, k}), in.x = between_0_and_1<T>({t, d}), in.w1 = between_0_and_1<T>({n, h, d}), in.b1 = between_0_and_1<T>({n, h});
  in.w2 = between_0_and_1<T>({n, m, h}), in.b2 = between_0_and_1<T>({n, m}), in.cotangent.y = between_0_and_1<T>({t, m}), in.activation = "relu";
  in.index = Tensor<std::int64_t>({t, k});
  for (std::size_t r = 0; r < in.index.size(); ++r) in.index[r] = static_cast<std::int64_t>(r % 4);  // the last expert has no token
  using Forward = typename ExpertMixture::In<T>;
  using Back = typename ExpertMixtureVjp::In<T>;
  const auto both = [&](const auto& field) {
    expect_clauses<ExpertMixture, T, Forward>(in, field, [](const Forward& i) { return Wings<ExpertMixture>::fast(i); });
    expect_clauses<ExpertMixtureVjp, T, Back>(in, field, [](const Back& i) { return Wings<ExpertMixtureVjp>::fast(i); });
  };
  both(x_of);
  both([](auto& i) -> auto& { return i.w1; });
  both([](auto& i) -> auto& { return i.b1; });
  both([](auto& i) -> auto& { return i.w2; });
  both([](auto& i) -> auto& { return i.b2; });
  both([](auto& i) -> auto& { return i.weights; });
}

}  // namespace
}  // namespace etalon
