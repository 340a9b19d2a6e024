// The proof of singular values, from right singular vectors that are wrong on purpose: the truth stays inside.
#include <gtest/gtest.h>

#include "reference/linalg/svdvals.hpp"

namespace etalon::reference::linalg {
namespace {

/// Columns (1, 1)/√2 and (1, −1)/√2, the singular vectors of [[a, b], [b, a]]: σ = a + b and a − b.
Columns<Real> exact_vectors() {
  const Real half = sqrt(Real(0.5));
  return {{half, half}, {half, -half}};
}
Tensor<Interval> matrix() { return Tensor<Interval>({2, 2}, {3, 1, 1, 3}); }

void expect_inside(const std::vector<Interval>& sigma) {
  ASSERT_EQ(sigma.size(), 2u);
  EXPECT_TRUE(sigma[0].contains(Interval(4))) << sigma[0].lower_double() << " … " << sigma[0].upper_double();
  EXPECT_TRUE(sigma[1].contains(Interval(2))) << sigma[1].lower_double() << " … " << sigma[1].upper_double();
}

TEST(ProofOfSingularValues, GoodVectorsGiveNarrowEnclosures) {
  Precision guard(128);
  const auto sigma = proved_singular_values(matrix(), exact_vectors());
  expect_inside(sigma);
  EXPECT_LT(sigma[0].width().upper_double(), 1e-30);
}

TEST(ProofOfSingularValues, AColumnOfVThatIsTooLong) {
  Precision guard(128);
  Columns<Real> v = exact_vectors();
  for (Real& x : v[0]) x *= 1 + Real(1) / 1024;
  const auto sigma = proved_singular_values(matrix(), v);
  expect_inside(sigma);
  EXPECT_GT(sigma[0].width().upper_double(), 1e-3) << "the defect of V is part of the bound";
}

TEST(ProofOfSingularValues, ColumnsOfVThatAreNotAtRightAngles) {
  Precision guard(128);
  Columns<Real> v = exact_vectors();
  for (std::size_t i = 0; i < 2; ++i) v[1][i] += v[0][i] / 256;
  expect_inside(proved_singular_values(matrix(), v));
}

TEST(ProofOfSingularValues, AnOrthogonalVThatDiagonalizesNothing) {
  Precision guard(128);
  const auto sigma = proved_singular_values(matrix(), {{Real(1), Real(0)}, {Real(0), Real(1)}});
  expect_inside(sigma);
  EXPECT_GT(sigma[0].width().upper_double(), 0.1) << "the cosine between the columns of AV is part of the bound";
}

TEST(ProofOfSingularValues, UselessVectorsAreUndecided) {
  Precision guard(128);
  EXPECT_THROW(proved_singular_values(matrix(), {{Real(1), Real(0)}, {Real(1), Real(0)}}), Undecided);
}

}  // namespace
}  // namespace etalon::reference::linalg
