// What clauses ask of every entry is first asked of their extremes: of no entry is it asked less.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "reference/contract/inputs.hpp"
#include "reference/contract/nn/bce_with_logits.hpp"
#include "reference/contract/nn/softmax.hpp"

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

}  // namespace
}  // namespace etalon
