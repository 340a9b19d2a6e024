// Exact products over BLAS: the same to the bit as plain loops, whatever the entries.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "reference/scale/freivalds.hpp"
#include "reference/scale/real_product.hpp"

namespace etalon::reference::scale {
namespace {

using Random = std::mt19937_64;

/// ±0.m·2^e with as many random bits as the guard says, e from lowest to highest; now and then 0, or few bits.
Real entry(Random& random, int lowest, int highest) {
  Real x = 0;
  const auto kind = random() % 16;
  if (kind == 0) return x;
  for (int bits = 0; bits < Precision::bits(); bits += 64) {
    mpfr_mul_2ui(raw(x), raw(x), 64, MPFR_RNDZ);
    mpfr_add_ui(raw(x), raw(x), random() | 1, MPFR_RNDZ);
    if (kind == 1) break;
  }
  mpfr_set_exp(raw(x), lowest + static_cast<mpfr_exp_t>(random() % static_cast<std::uint64_t>(highest - lowest + 1)));
  if (random() % 2 == 0) mpfr_neg(raw(x), raw(x), MPFR_RNDN);
  return x;
}

Tensor<Real> matrix(Random& random, std::int64_t rows, std::int64_t columns, int lowest = -3, int highest = 3) {
  Tensor<Real> a({rows, columns});
  for (Real& x : a) x = entry(random, lowest, highest);
  return a;
}

Tensor<Interval> points(const Tensor<Real>& a) { return map(a, [](const Real& x) { return point(x); }); }

/// Each entry rounded once: mpfr_sum is correctly rounded.
Real rounded_entry(const View& a, const View& b, std::int64_t i, std::int64_t j) {
  std::vector<Real> products(a.columns);
  std::vector<mpfr_ptr> pointers;
  for (std::int64_t k = 0; k < a.columns; ++k) {
    mpfr_set_prec(raw(products[k]), mpfr_get_prec(a(i, k)) + mpfr_get_prec(b(k, j)));
    mpfr_mul(raw(products[k]), a(i, k), b(k, j), MPFR_RNDN);
    pointers.push_back(raw(products[k]));
  }
  Real sum;
  mpfr_sum(raw(sum), pointers.data(), pointers.size(), MPFR_RNDN);
  return sum;
}

/// The way over BLAS alone, however small the matrices.
Tensor<Real> by_remainders(const View& a, const View& b, const Options& options = {}) {
  Tensor<Real> c({a.rows, b.columns});
  const auto left = fixed_point_of_rows(a), right = fixed_point_of_rows(b.transposed());
  EXPECT_TRUE(left && right);
  const bool passed = multiply_by_remainders(
      a, *left, b, *right,
      [&](std::int64_t i, std::int64_t j, mpz_srcptr z, std::int64_t exponent) { mpfr_set_z_2exp(raw(c(i, j)), z, exponent, MPFR_RNDN); }, options);
  EXPECT_TRUE(passed);
  return c;
}

void expect_same_bits(const Tensor<Real>& c, const View& a, const View& b) {
  ASSERT_EQ(c.shape, (Dimensions{a.rows, b.columns}));
  for (std::int64_t i = 0; i < a.rows; ++i)
    for (std::int64_t j = 0; j < b.columns; ++j) ASSERT_TRUE(mpfr_equal_p(raw(c(i, j)), raw(rounded_entry(a, b, i, j)))) << i << ", " << j;
}

void expect_exact(const View& a, const View& b) {
  expect_same_bits(by_remainders(a, b), a, b);
  expect_same_bits(multiply(a, b), a, b);
}

TEST(Scale, ProductsAreTheSameToTheBit) {
  Random random(1);
  for (const int bits : {53, 128, 300, 1100}) {
    const Precision guard(bits);
    for (const auto& [m, k, n] : {std::tuple{1, 1, 1}, {2, 3, 5}, {7, 1, 9}, {16, 16, 16}, {33, 17, 40}, {40, 65, 3}, {1, 300, 1}}) {
      const auto a = matrix(random, m, k), b = matrix(random, k, n);
      expect_exact(view(a), view(b));
    }
  }
}

TEST(Scale, ProductsOfDifferentPrecisions) {
  Random random(2);
  Tensor<Real> a, b;
  {
    const Precision guard(53);
    a = matrix(random, 30, 30);
  }
  {
    const Precision guard(700);
    b = matrix(random, 30, 30);
  }
  const Precision guard(200);
  expect_exact(view(a), view(b));
  expect_exact(view(b), view(a));
}

TEST(Scale, ProductsOfTransposes) {
  Random random(3);
  const Precision guard(200);
  const auto a = matrix(random, 40, 23), b = matrix(random, 40, 31), c = matrix(random, 17, 23);
  expect_exact(view(a).transposed(), view(b));
  expect_exact(view(a), view(c).transposed());
  expect_exact(view(a).transposed(), view(a));
  expect_exact(view(b).transposed(), view(a).block(0, 40, 3, 5));
}

TEST(Scale, ProductsOfGradedMatrices) {
  Random random(4);
  const Precision guard(100);
  const auto a = matrix(random, 20, 30, -1000, 1000), b = matrix(random, 30, 25, -1000, 1000);
  expect_exact(view(a), view(b));
  // Beyond what one scaling holds, plain loops.
  const auto wild = matrix(random, 20, 30, -1000000, 1000000);
  EXPECT_FALSE(fixed_point_of_rows(view(wild)));
  expect_same_bits(multiply(wild, b), view(wild), view(b));
}

TEST(Scale, ProductsThatCancel) {
  Random random(5);
  const Precision guard(256);
  auto a = matrix(random, 24, 24), b = matrix(random, 24, 24);
  for (std::int64_t i = 0; i < 24; ++i)
    for (std::int64_t k = 0; k < 12; ++k) {
      a(i, k + 12) = -a(i, k);
      for (std::int64_t j = 0; j < 24; ++j) b(k + 12, j) = b(k, j);
    }
  expect_exact(view(a), view(b));  // 0
  for (std::int64_t j = 0; j < 24; ++j)
    if (b(0, j) != 0) mpfr_nextabove(raw(b(0, j)));
  expect_exact(view(a), view(b));  // the last bit alone
}

TEST(Scale, ProductsOfZerosAndOfNothing) {
  const Precision guard(128);
  const auto zeros = [](std::int64_t m, std::int64_t n) { return Tensor<Real>({m, n}, std::vector<Real>(m * n, Real(0))); };
  for (const auto& [m, k, n] : {std::tuple{20, 20, 20}, {0, 5, 3}, {4, 0, 3}, {4, 5, 0}, {0, 0, 0}}) {
    const auto c = multiply(zeros(m, k), zeros(k, n));
    ASSERT_EQ(c.shape, (Dimensions{m, n}));
    for (const Real& x : c) EXPECT_EQ(x, 0);
    const auto enclosed = multiply(points(zeros(m, k)), points(zeros(k, n)));
    ASSERT_EQ(enclosed.shape, (Dimensions{m, n}));
    for (const Interval& x : enclosed) EXPECT_TRUE(x.is_zero());
  }
}

TEST(Scale, ProductsOfWorstEntriesStayExact) {
  // All bits set: every sum of digits and of residues is as large as it gets.
  const Precision guard(192);
  for (const std::int64_t n : {16, 64, 200}) {
    Tensor<Real> a({n, n});
    for (Real& x : a) {
      x = 1;
      mpfr_nextbelow(raw(x));
    }
    const auto c = by_remainders(view(a), view(a));
    const Real expected = rounded_entry(view(a), view(a), 0, 0);
    for (const Real& x : c) ASSERT_TRUE(mpfr_equal_p(raw(x), raw(expected)));
  }
}

TEST(Scale, ProductsInTiles) {
  // High precision makes the tiles small: several in each direction.
  Random random(6);
  const Precision guard(3000);
  const auto a = matrix(random, 170, 100), b = matrix(random, 100, 160);
  const auto c = by_remainders(view(a), view(b));
  for (const auto& [i, j] : {std::pair{0, 0}, {169, 159}, {84, 80}, {85, 1}})
    EXPECT_TRUE(mpfr_equal_p(raw(c(i, j)), raw(rounded_entry(view(a), view(b), i, j))));
}

TEST(Scale, ExactProductsLoseNothing) {
  Random random(7);
  const Precision guard(100);
  for (const std::int64_t n : {3, 30}) {
    const auto a = matrix(random, n, n), b = matrix(random, n, n);
    const auto c = multiply_exactly(view(a), view(b));
    const Precision wide(2000);
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < n; ++j) ASSERT_TRUE(mpfr_equal_p(raw(c(i, j)), raw(rounded_entry(view(a), view(b), i, j))));
  }
}

TEST(Scale, ThreadsChangeNothing) {
  Random random(8);
  const Precision guard(256);
  const auto a = matrix(random, 70, 50), b = matrix(random, 50, 61);
  const auto one = by_remainders(view(a), view(b));
  for (const int threads : {2, 3, 100}) {
    const auto more = by_remainders(view(a), view(b), {.threads = threads});
    for (std::size_t e = 0; e < one.size(); ++e) ASSERT_TRUE(mpfr_equal_p(raw(one[e]), raw(more[e])));
  }
}

TEST(Scale, DoublesMultiplyExactly) {
  const Precision guard(2400);
  Tensor<double> a({40, 40});
  Random random(9);
  for (double& x : a) x = std::ldexp(static_cast<double>(static_cast<std::int64_t>(random())), -63);
  const auto c = multiply(a, a);
  const auto enclosed = multiply(map(a, [](double x) { return exactly(x); }), map(a, [](double x) { return exactly(x); }));
  for (std::size_t e = 0; e < c.size(); ++e) {
    EXPECT_TRUE(enclosed[e].is_point());
    EXPECT_EQ(lower(enclosed[e]), c[e]);
  }
}

TEST(Scale, EnclosesPointsAsNarrowlyAsItCan) {
  Random random(10);
  const Precision guard(128);
  for (const std::int64_t n : {13, 40}) {
    const auto a = matrix(random, n, n), b = matrix(random, n, n);
    const auto c = multiply(points(a), points(b)), outer = enclose_product(view(a), view(b));
    const auto exact = multiply_exactly(view(a), view(b));
    for (std::size_t e = 0; e < c.size(); ++e) {
      Interval next = c[e].infimum();
      mpfr_nextabove(&next.data()->left);
      EXPECT_TRUE(c[e].is_point() || mpfr_equal_p(&c[e].data()->right, &next.data()->left));
      EXPECT_TRUE(mpfr_lessequal_p(&c[e].data()->left, raw(exact[e])) && mpfr_lessequal_p(raw(exact[e]), &c[e].data()->right));
      EXPECT_TRUE(outer[e].contains(c[e]) && c[e].contains(outer[e]));
    }
  }
}

/// Intervals around the entries, relative radius 2^−narrow, or wider, or of no width.
Tensor<Interval> intervals(Random& random, const Tensor<Real>& a, int narrow) {
  return map(a, [&](const Real& x) {
    const auto kind = random() % 8;
    if (kind == 0) return point(x);
    const Interval radius = point(abs(x)) * power_of_two(kind == 1 ? 1 : -narrow);
    return Interval::between(point(x) - radius, point(x) + radius);
  });
}

TEST(Scale, EnclosesProductsOfIntervals) {
  Random random(11);
  const Precision guard(160);
  for (const int narrow : {4, 60, 150})
    for (const int range : {3, 1000}) {
      const auto a = intervals(random, matrix(random, 15, 20, -range, range), narrow);
      const auto b = intervals(random, matrix(random, 20, 14, -range, range), narrow);
      const auto c = multiply(a, b);
      for (int pick = 0; pick < 8; ++pick) {  // at the ends, the product lies within
        const auto choose = [&](const Interval& x) { return random() % 2 == 0 ? lower(x) : upper(x); };
        const auto exact = multiply_exactly(view(map(a, choose)), view(map(b, choose)));
        for (std::size_t e = 0; e < c.size(); ++e)
          ASSERT_TRUE(mpfr_lessequal_p(&c[e].data()->left, raw(exact[e])) && mpfr_lessequal_p(raw(exact[e]), &c[e].data()->right));
      }
      for (std::int64_t i = 0; i < 15; ++i)  // Rump (1999): at most 1.5 times as wide as by loops
        for (std::int64_t j = 0; j < 14; ++j) {
          Interval sum = 0;
          for (std::int64_t k = 0; k < 20; ++k) sum += a(i, k) * b(k, j);
          ASSERT_TRUE(c(i, j).overlaps(sum));
          ASSERT_TRUE((c(i, j).width() <= exactly(1.501) * sum.width()).certainly()) << narrow << " " << range;
        }
    }
}

TEST(Scale, InfinitiesAndNanFallBackToLoops) {
  const Precision guard(128);
  Random random(12);
  auto a = matrix(random, 20, 20), b = matrix(random, 20, 20);
  for (Real& x : b) x = abs(x) + 1;
  mpfr_set_inf(raw(a(3, 4)), +1);
  mpfr_set_nan(raw(a(5, 6)));
  const auto c = multiply(a, b);
  const auto enclosed = multiply(points(a), points(b));
  for (std::int64_t j = 0; j < 20; ++j) {
    EXPECT_TRUE(mpfr_inf_p(raw(c(3, j))) && mpfr_sgn(raw(c(3, j))) > 0);
    EXPECT_TRUE(mpfr_nan_p(raw(c(5, j))));
    EXPECT_TRUE(mpfr_number_p(raw(c(0, j))));
    EXPECT_TRUE(enclosed(3, j).is_infinity(+1));
    EXPECT_TRUE(enclosed(5, j).is_nan());
    EXPECT_TRUE(enclosed(0, j).is_finite());
  }
}

/// BLAS with a wrong bit in every large product.
void faulty_gemm(std::int64_t rows, std::int64_t columns, std::int64_t inner, const double* a, std::int64_t stride_a, const double* b,
                 std::int64_t stride_b, double beta, double* c, std::int64_t stride_c) {
  blas_gemm(rows, columns, inner, a, stride_a, b, stride_b, beta, c, stride_c);
  if (rows == 50 && columns == 50) c[17 * stride_c + 5] += 1;
}

TEST(Scale, WrongProductsAreDetectedAndMadeAgain) {
  const Precision guard(256);
  Random random(13);
  const auto a = matrix(random, 50, 50), b = matrix(random, 50, 50);
  const auto left = fixed_point_of_rows(view(a)), right = fixed_point_of_rows(view(b).transposed());
  const Sink nowhere = [](std::int64_t, std::int64_t, mpz_srcptr, std::int64_t) {};
  EXPECT_TRUE(multiply_by_remainders(view(a), *left, view(b), *right, nowhere, {}));
  EXPECT_FALSE(multiply_by_remainders(view(a), *left, view(b), *right, nowhere, {.gemm = faulty_gemm}));
  const auto before = failed_products();
  expect_same_bits(multiply(a, b, {.gemm = faulty_gemm}), view(a), view(b));
  EXPECT_EQ(failed_products(), before + 1);
}

TEST(Freivalds, ComputesModuloThePrime) {
  using namespace freivalds;
  EXPECT_TRUE(equal(prime, 0));
  EXPECT_TRUE(equal(add(prime - 1, 5), 4));
  const std::vector<Residue> x(100, prime - 1), y(100, prime - 2);  // (−1)·(−2), a hundred times
  EXPECT_TRUE(equal(dot(x, y), 200));
  // −(2¹²⁸ + 7) with 2⁶¹ = 1: 2¹²⁸ = 2⁶.
  const std::uint64_t limbs[] = {7, 0, 1};
  const double sign = -1;
  Residue r;
  residues(limbs, 1, 3, &sign, 1, &r);
  EXPECT_TRUE(equal(r, prime - 71));
}

}  // namespace
}  // namespace etalon::reference::scale
