// The kernels on registers of every width that this processor has, not the widest alone.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "fast/backend/rows.hpp"
#include "fast/nn/logistic.hpp"
#include "fast/nn/normal_tail.hpp"

namespace etalon::fast::backend {
namespace {

template <class T, class F>
void on_each_width(const F& kernel) {
  kernel.template operator()<narrow::Pack<T>>();
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) wide::run<T>(kernel);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
    widest_of_all::run<T>(kernel);
#endif
}

template <class T>
class Packs : public testing::Test {
 protected:
  static std::vector<T> drawn(std::size_t n, T size) {
    std::mt19937_64 random(n);
    std::uniform_real_distribution<T> draw(-size, size);
    std::vector<T> x(n);
    for (T& entry : x) entry = draw(random);
    return x;
  }
  /// `roundings` units in the last place.
  static T units(T y, T roundings) { return std::fabs(y) * roundings * std::numeric_limits<T>::epsilon() + std::numeric_limits<T>::denorm_min(); }

  /// f of packs beside g of numbers.
  template <class F, class G>
  static void expect_near(const std::vector<T>& x, T roundings, const F& f, const G& g) {
    on_each_width<T>([&]<class P>() {
      std::vector<T> y(x.size());
      transform<P>(x.size(), y.data(), f, x.data());
      for (std::size_t i = 0; i < x.size(); ++i) {
        const T right = static_cast<T>(g(static_cast<long double>(x[i])));
        EXPECT_NEAR(y[i], right, units(right, roundings)) << x[i] << " in packs of " << P::lanes;
      }
    });
  }
};
using Numbers = testing::Types<float, double>;
TYPED_TEST_SUITE(Packs, Numbers);

TYPED_TEST(Packs, elementary_functions) {
  using T = TypeParam;
  const auto x = this->drawn(1001, 80);
  this->expect_near(x, 4, []<class P>(const P& v) { return exp(v); }, [](long double v) { return std::exp(v); });
  this->expect_near(x, 2, []<class P>(const P& v) { return tanh(v); }, [](long double v) { return std::tanh(v); });
  this->expect_near(x, 1, []<class P>(const P& v) { return sqrt(abs(v)); }, [](long double v) { return std::sqrt(std::fabs(v)); });
  this->expect_near(x, 4, []<class P>(const P& v) { return LogOfOnePlus<P>(exp(-abs(v))).value(); }, [](long double v) { return std::log1p(std::exp(-std::fabs(v))); });
  // Φ(−|x|) by Mills' ratio: x² costs as many roundings as it is large.
  const auto near = this->drawn(1001, T(3.5));
  const auto tail = [](long double v) { return v * std::erfc(std::fabs(v) / std::sqrt(2.0L)) / 2; };
  this->expect_near(near, 12, []<class P>(const P& v) { const nn::NormalTail<P> of(v); return of.times_density(v, of.ratio); }, tail);
  // The same to the edge of the near tail: a rounding of x² is one of x²/2 of φ, and eight are for the rest.
  const T edge = nn::NearTail<narrow::Pack<T>>::edge;
  this->expect_near(this->drawn(1001, edge), edge * edge / 2 + 8, []<class P>(const P& v) { const nn::NearTail<P> of(v, nn::NearTail<P>::density_of(v)); return v * of.density * of.ratio; }, tail);
  // In float ½log₂ e is rounded, by 0.11 x² roundings of φ: at the edge two of the four.
  const auto density = [](long double v) { return std::exp(-v * v / 2) * 0.39894228040143267794L; };
  this->expect_near(this->drawn(1001, edge), edge * edge / 2 + 4, []<class P>(const P& v) { return nn::NearTail<P>::density_of(v); }, density);
}

TYPED_TEST(Packs, four_sums_and_what_goes_past_caches) {
  using T = TypeParam;
  on_each_width<T>([&]<class P>() {
    alignas(64) T x[4 * P::lanes], y[4 * P::lanes];
    for (std::size_t k = 0; k < 4 * P::lanes; ++k) x[k] = static_cast<T>(k * k);
    const std::array<P, 4> all{P::load(x), P::load(x + P::lanes), P::load(x + 2 * P::lanes), P::load(x + 3 * P::lanes)};
    const auto four = sums(all[0], all[1], all[2], all[3]);
    for (std::size_t k = 0; k < 4; ++k) {
      EXPECT_EQ(four[k], std::accumulate(x + k * P::lanes, x + (k + 1) * P::lanes, T(0)));
      put(all[k], y + k * P::lanes, P::lanes, true);
    }
    finish(true);
    EXPECT_TRUE(std::equal(x, x + 4 * P::lanes, y));
  });
}

TYPED_TEST(Packs, rows_of_every_length) {
  using T = TypeParam;
  for (std::size_t n = 1; n < 200; ++n) {
    const std::vector<T> x = this->drawn(n, 10);
    T top = x[0], size = 0, sum = 0, exponentials_of = 0, sizes = 0;
    for (const T v : x) top = std::max(top, v), size = std::max(size, std::fabs(v));
    for (const T v : x) sum += v, sizes += std::fabs(v), exponentials_of += std::exp(v - top);
    const auto roundings = static_cast<T>(n + 25);
    on_each_width<T>([&]<class P>() {
      std::vector<T> y(n + 1, T(-7));
      EXPECT_EQ(largest_of<P>(x.data(), n), top);
      EXPECT_EQ(largest_size_of<P>(x.data(), n), size);
      EXPECT_EQ(first_of<P>(x.data(), n, x[n / 2]), n / 2);
      EXPECT_EQ(first_of<P>(x.data(), n, T(11)), n);
      EXPECT_NEAR(sum_of<P>(n, 0, [](const P& v) { return v; }, x.data()), sum, this->units(sizes, roundings));
      EXPECT_NEAR(exponentials<P>(x.data(), n, top, y.data()), exponentials_of, this->units(exponentials_of, roundings));
      EXPECT_EQ(y[n], T(-7)) << "nothing is written behind a row";
    });
  }
}

}  // namespace
}  // namespace etalon::fast::backend
