#include "reference/contract/linalg/svdvals.hpp"
#include "reference/contract/linalg/matrix_completion.hpp"

#include <algorithm>

#include "reference/linalg/jacobi.hpp"
#include "reference/linalg/spectral.hpp"
#include "reference/linalg/svdvals.hpp"
#include "reference/number/numbers.hpp"
#include "reference/number/real.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::MatrixCompletion;
using contract::linalg::Svdvals;

namespace {

Tensor<Interval> transposed(const Tensor<Interval>& a) {
  Tensor<Interval> t({a.shape[1], a.shape[0]});
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) t(j, i) = a(i, j);
  return t;
}

/// ‖QᵀQ − I‖_F of these columns; the nearest orthonormal ones are no further than that, since |h − 1| ≤ |h² − 1|.
Interval orthogonality_defect(const Columns<Interval>& q) {
  Interval sum = 0;
  for (std::size_t i = 0; i < q.size(); ++i)
    for (std::size_t j = 0; j <= i; ++j) sum += i == j ? square(dot(q[i], q[i]) - 1) : 2 * square(dot(q[i], q[j]));
  const Interval defect = sqrt(sum).magnitude();
  if (!(defect < 1).certainly()) throw Undecided{"the singular vectors are not orthogonal enough"};
  return defect;
}

Vector points(const Vector& x) {
  Vector middle;
  for (const Interval& entry : x) middle.push_back(entry.collapse());
  return middle;
}

/// S_λ(Z) = U(Σ − λ)₊Vᵀ of a matrix with at least as many rows as columns. For points Û, Σ̂, V̂ with the defects α, β there are
/// orthonormal U, V at those distances, and Z′ = UΣ̂Vᵀ; with ρ = σ̂₁(α(1 + β) + β)
///     ‖S(Z) − S(Z′)‖_F ≤ ‖Z − Z′‖_F ≤ ‖Z − ÛΣ̂V̂ᵀ‖_F + ρ      the proximal map of λ‖·‖_* is nonexpansive
///     ‖S(Z′) − Û(Σ̂ − λ)₊V̂ᵀ‖_F ≤ ρ
Tensor<Interval> soft_thresholded(const Tensor<Interval>& z, const Interval& lambda) {
  const std::size_t m = z.shape[0], n = z.shape[1];
  Columns<Real> columns(n);
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t i = 0; i < m; ++i) columns[j].push_back(middle(z(i, j)));

  const Interval noise = (power_of_two(-Precision::bits() / 2) * norm(z.data)).magnitude();
  Columns<Interval> u, v;
  Vector sigma;
  Interval largest = 0;
  for (const auto& column : right_singular_vectors(columns)) {
    Vector right, image(m, Interval(0));
    for (const Real& x : column) right.push_back(point(x));
    for (std::size_t i = 0; i < m; ++i)
      for (std::size_t j = 0; j < n; ++j) image[i] += z(i, j) * right[j];
    const Interval length = norm(image).collapse();
    if (!(length > noise).certainly()) continue;  // it stays in the residual
    for (Interval& x : image) x /= length;
    u.push_back(points(image));
    v.push_back(std::move(right));
    sigma.push_back(length);
    largest = max(largest, length);
  }

  Interval residual = 0;
  Tensor<Interval> y({z.shape[0], z.shape[1]});
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      Interval rest = z(i, j);
      for (std::size_t k = 0; k < sigma.size(); ++k) {
        const Interval direction = u[k][i] * v[k][j];
        rest -= sigma[k] * direction;
        y(i, j) += max(sigma[k] - lambda, 0) * direction;
      }
      residual += square(rest);
    }
  const Interval alpha = orthogonality_defect(u), beta = orthogonality_defect(v);
  const Interval radius = (sqrt(residual) + 2 * largest * (alpha * (1 + beta) + beta)).magnitude();
  if ((largest + radius <= lambda).certainly()) return Tensor<Interval>({z.shape[0], z.shape[1]});
  for (Interval& x : y) x = Interval::between(x - radius, x + radius);
  return y;
}

}  // namespace

/// Approximate singular vectors, and the proof that soft thresholding is nonexpansive: no gap between singular values is needed.
template <>
const Reference<MatrixCompletion> Wings<MatrixCompletion>::reference = [](const MatrixCompletion::In<Interval>& in) -> Result<MatrixCompletion::Out<Interval>> {
  Tensor<Interval> z = in.x;
  Interval squares = 0, nuclear = 0;
  for (std::size_t i = 0; i < z.size(); ++i)
    if (in.mask[i] == 1) {
      squares += square(in.observed[i] - in.x[i]);
      z[i] = in.observed[i];
    }
  const auto of_x = Wings<Svdvals>::reference(Svdvals::In<Interval>{in.x});
  for (const Interval& sigma : of_x->sigma) nuclear += sigma;

  const bool wide = z.shape[0] < z.shape[1];
  const Tensor<Interval> next = in.lambda.is_zero() ? z : wide ? transposed(soft_thresholded(transposed(z), in.lambda)) : soft_thresholded(z, in.lambda);
  return MatrixCompletion::Out<Interval>{next, squares / 2 + in.lambda * nuclear};
};

}  // namespace etalon
