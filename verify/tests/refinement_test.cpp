// Refined eigenvectors and singular vectors: the same spectra as by rotations, proved; and what happens where they fail.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "reference/linalg/jacobi.hpp"
#include "reference/linalg/svdvals.hpp"
#include "reference/number/numbers.hpp"
#include "reference/scale/eigh.hpp"
#include "reference/scale/real_product.hpp"
#include "reference/scale/refinement.hpp"
#include "reference/scale/svd.hpp"

namespace etalon::reference::scale {
namespace {

constexpr int bits = 160;

/// Orthogonal to within rounding: a product of three random reflections.
Tensor<Real> orthogonal(std::mt19937_64& random, std::int64_t n) {
  Tensor<Real> q({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) q(i, j) = i == j ? 1 : 0;
  for (int reflections = 0; reflections < 3; ++reflections) {
    std::vector<Real> v;
    Real norm2 = 0;
    for (std::int64_t i = 0; i < n; ++i) {
      v.push_back(Real(static_cast<double>(random() >> 11) * 0x1p-52 - 1));
      norm2 += v.back() * v.back();
    }
    for (std::int64_t i = 0; i < n; ++i) {
      Real along = 0;
      for (std::int64_t k = 0; k < n; ++k) along += q(i, k) * v[k];
      along *= 2 / norm2;
      for (std::int64_t k = 0; k < n; ++k) q(i, k) -= along * v[k];
    }
  }
  return q;
}

struct Spectrum {
  const char* name;
  Real (*value)(std::int64_t i, std::int64_t n);
};
const Spectrum spectra[] = {
    {"well apart", [](std::int64_t i, std::int64_t n) { return Real(i + 1) / Real(n); }},
    {"of both signs", [](std::int64_t i, std::int64_t) { return Real(i % 2 == 0 ? i + 1 : -i - 1) / 3; }},
    {"all equal", [](std::int64_t, std::int64_t) { return Real(3); }},
    {"threefold", [](std::int64_t i, std::int64_t) { return Real(i / 3 + 1); }},
    {"zeros", [](std::int64_t i, std::int64_t n) { return Real(2 * i < n ? 0 : i); }},
    {"2^-60 apart", [](std::int64_t i, std::int64_t) { return 1 + ldexp(Real(i), -60); }},
    {"two clusters, 2^-100 apart within", [](std::int64_t i, std::int64_t n) { return Real(2 * i < n ? 1 : 2) + ldexp(Real(i * i), -100); }},
    {"clusters within clusters", [](std::int64_t i, std::int64_t) { return 1 + ldexp(Real(i % 2), -40) + ldexp(Real(i / 2 % 2), -90); }},
    {"ill-conditioned", [](std::int64_t i, std::int64_t n) { return ldexp(Real(1), -static_cast<int>(50 * i / n)); }},
    {"graded beyond double", [](std::int64_t i, std::int64_t n) { return ldexp(Real(1), -static_cast<int>(90 * i / n)); }},
    {"one large", [](std::int64_t i, std::int64_t) { return i == 0 ? ldexp(Real(1), 70) : Real(i); }},
};

Tensor<Real> product(const View& a, const View& b) { return multiply(a, b); }

/// Q·diag·Qᵀ, to within rounding, exactly symmetric.
Tensor<Real> symmetric(std::mt19937_64& random, std::int64_t n, const Spectrum& spectrum) {
  const Tensor<Real> q = orthogonal(random, n);
  Tensor<Real> scaled = q;
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) scaled(i, j) = q(i, j) * spectrum.value(j, n);
  Tensor<Real> a = product(view(scaled), view(q).transposed());
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j) a(i, j) = a(j, i);
  return a;
}

Tensor<Real> matrix_of(const linalg::Columns<Real>& columns) {
  const auto n = static_cast<std::int64_t>(columns.size());
  Tensor<Real> a({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) a(i, j) = columns[j][i];
  return a;
}
linalg::Columns<Real> columns_of(const Tensor<Real>& a) {
  linalg::Columns<Real> columns(a.shape[1]);
  for (std::int64_t j = 0; j < a.shape[1]; ++j)
    for (std::int64_t i = 0; i < a.shape[0]; ++i) columns[j].push_back(a(i, j));
  return columns;
}

/// Descending norms of the columns of AV, after V and they were found orthogonal.
std::vector<Real> norms_of_orthogonal_columns(const Tensor<Real>& a, const Tensor<Real>& v) {
  const Precision guard(4 * bits);
  const Tensor<Real> w = product(view(a), view(v)), vv = product(view(v).transposed(), view(v)), ww = product(view(w).transposed(), view(w));
  const std::int64_t n = v.shape[0];
  std::vector<Real> norms;
  for (std::int64_t i = 0; i < n; ++i) norms.push_back(sqrt(ww(i, i)));
  const Real largest = *std::max_element(norms.begin(), norms.end());
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      EXPECT_LT(abs(vv(i, j) - (i == j ? 1 : 0)), ldexp(Real(n), 4 - bits));
      if (i != j) {
        EXPECT_LE(abs(ww(i, j)), ldexp(largest * largest * n, 8 - bits)) << i << ", " << j;
      }
    }
  std::sort(norms.begin(), norms.end(), std::greater<>());
  return norms;
}

TEST(Refinement, FindsTheSingularVectorsThatRotationsFind) {
  std::mt19937_64 random(1);
  const Precision guard(bits);
  for (const Spectrum& spectrum : spectra)
    for (const std::int64_t n : {1, 4, 7, 12, 20}) {
      SCOPED_TRACE(std::string(spectrum.name) + ", n = " + std::to_string(n));
      const Tensor<Real> a = symmetric(random, n, spectrum);
      const auto refined = right_singular_vectors(a);
      ASSERT_TRUE(refined);
      const auto norms = norms_of_orthogonal_columns(a, *refined);
      const auto expected = norms_of_orthogonal_columns(a, matrix_of(linalg::right_singular_vectors_by_rotations(columns_of(a))));
      for (std::int64_t i = 0; i < n; ++i) EXPECT_LE(abs(norms[i] - expected[i]), ldexp(expected[0] * n, 8 - bits));
    }
}

/// The same spectrum by two proofs that share nothing but the product: eigenvalues, and singular values.
TEST(Refinement, EigenvaluesAndSingularValuesAgree) {
  std::mt19937_64 random(2);
  const Precision guard(bits);
  for (const Spectrum& spectrum : spectra)
    for (const std::int64_t n : {1, 5, 13, 40}) {
      SCOPED_TRACE(std::string(spectrum.name) + ", n = " + std::to_string(n));
      const Tensor<Interval> a = map(symmetric(random, n, spectrum), [](const Real& x) { return point(x); });
      const Eigensystem system = eigensystem(a);
      std::vector<Interval> magnitudes;
      for (const Interval& x : system.values) magnitudes.push_back(abs(x));
      std::sort(magnitudes.begin(), magnitudes.end(), [](const Interval& x, const Interval& y) { return middle(x) > middle(y); });
      const auto proof = Wings<contract::linalg::Svdvals>::reference(contract::linalg::Svdvals::In<Interval>{a});
      ASSERT_TRUE(proof);
      for (std::int64_t i = 0; i < n; ++i) {
        EXPECT_TRUE(magnitudes[i].overlaps(proof->sigma[i])) << i;
        EXPECT_TRUE((magnitudes[i].width() <= magnitudes[0] * n * power_of_two(12 - bits)).certainly()) << i;
      }
      // As many vectors as values; what is said of each cluster's is worth something where there is more than one cluster.
      EXPECT_EQ(system.clusters.front().first, 0);
      EXPECT_EQ(system.clusters.back().last, n);
      EXPECT_EQ(system.clusters.size(), system.vector_error.size());
      for (const Interval& error : system.vector_error) EXPECT_TRUE((error < Interval(1) / 4).certainly());
    }
}

TEST(Refinement, EnclosesKnownEigenvaluesAndVectors) {
  const Precision guard(256);
  const std::int64_t n = 50;
  Tensor<Interval> a({n, n});  // −u″ on a grid: λ_k = 2 − 2cos(kπ/(n + 1)), q_k ∝ sin(ikπ/(n + 1))
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) a(i, j) = i == j ? 2 : std::abs(i - j) == 1 ? -1 : 0;
  const Eigensystem system = eigensystem(a);
  ASSERT_EQ(system.clusters.size(), static_cast<std::size_t>(n));
  for (std::int64_t k = 0; k < n; ++k) {
    const Interval angle = Interval(k + 1) * pi() / (n + 1);
    EXPECT_TRUE(system.values[k].overlaps(2 - 2 * cos(angle)));
    EXPECT_TRUE((system.values[k].width() < power_of_two(-230)).certainly());
    std::vector<Interval> exact;
    for (std::int64_t i = 0; i < n; ++i) exact.push_back(sin(Interval(i + 1) * angle) * sqrt(Interval(2) / (n + 1)));
    Interval same = 0, opposite = 0;
    for (std::int64_t i = 0; i < n; ++i) {
      same += square(exact[i] - point(system.vectors(i, k)));
      opposite += square(exact[i] + point(system.vectors(i, k)));
    }
    EXPECT_TRUE((system.vector_error[k] < power_of_two(-220)).certainly());
    EXPECT_TRUE((min(sqrt(same), sqrt(opposite)).mignitude() <= system.vector_error[k]).certainly());
  }
}

TEST(Refinement, ProofsDoNotTrustTheVectors) {
  std::mt19937_64 random(3);
  const Precision guard(bits);
  const Tensor<Real> a = symmetric(random, 10, spectra[0]);
  const auto points = map(a, [](const Real& x) { return point(x); });
  Tensor<Real> vectors = *eigenvectors(a);
  const Eigensystem good = proved_eigensystem(points, vectors);
  vectors(3, 4) += Real(0x1p-30);
  const Eigensystem poor = proved_eigensystem(points, vectors);  // wider, and as true
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(poor.values[i].contains(good.values[i]));
    EXPECT_TRUE((poor.values[i].width() > power_of_two(-40)).certainly());
  }
  vectors(3, 4) += Real(2);
  EXPECT_THROW(proved_eigensystem(points, vectors), Undecided);
}

TEST(Refinement, GivesUpWithoutConvergence) {
  const Precision guard(bits);
  std::mt19937_64 random(4);
  Tensor<double> start({6, 6});
  for (std::int64_t i = 0; i < 6; ++i) start(i, i) = 1;
  const Project noise = [&](const Tensor<Real>& x, int) {
    Tensor<Real> s(x.shape);
    for (Real& entry : s) entry = static_cast<double>(random() >> 11);
    return s;
  };
  EXPECT_FALSE(refine_eigenvectors(start, noise, bits));
  EXPECT_FALSE(eigenvectors(Tensor<Real>({1, 1}, {Real(INFINITY)})));
}

TEST(Refinement, FallsBackToRotations) {
  // A decay from 1 to 2^-120 with values everywhere between is beyond it; what comes out is as good as ever.
  const Precision guard(bits);
  std::mt19937_64 random(5);
  const Spectrum steep{"steep", [](std::int64_t i, std::int64_t n) { return ldexp(Real(1), -static_cast<int>(140 * i / n)); }};
  const Tensor<Real> a = symmetric(random, 40, steep);
  ASSERT_FALSE(right_singular_vectors(a));
  norms_of_orthogonal_columns(a, matrix_of(linalg::right_singular_vectors(columns_of(a))));
}

TEST(Refinement, HandlesEmptyAndTallMatrices) {
  const Precision guard(bits);
  EXPECT_EQ(eigenvectors(Tensor<Real>({0, 0}))->shape, (Dimensions{0, 0}));
  EXPECT_EQ(right_singular_vectors(Tensor<Real>({0, 0}))->shape, (Dimensions{0, 0}));
  EXPECT_TRUE(eigensystem(Tensor<Interval>({0, 0})).values.empty());
  std::mt19937_64 random(6);
  Tensor<Real> tall({30, 9});
  for (Real& x : tall) x = static_cast<double>(random() >> 11) * 0x1p-52 - 1;
  norms_of_orthogonal_columns(tall, *right_singular_vectors(tall));
}

}  // namespace
}  // namespace etalon::reference::scale
