#include "reference/scale/eigh.hpp"

#include <algorithm>
#include <numeric>

#include "reference/scale/approximate.hpp"
#include "reference/scale/real_product.hpp"
#include "reference/scale/refinement.hpp"

namespace etalon::reference::scale {
namespace {

Interval frobenius_norm(const std::vector<Interval>& x) {
  Interval sum = 0;
  for (const Interval& entry : x) sum += square(entry);
  return sqrt(sum);
}

Interval within(const Interval& x, const Interval& radius) { return Interval::between(x - radius, x + radius); }

Tensor<Real> with_columns(const Tensor<Real>& a, const std::vector<std::int64_t>& order) {
  Tensor<Real> result(a.shape);
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) mpfr_set(raw(result(i, j)), raw(a(i, order[j])), MPFR_RNDN);
  return result;
}

}  // namespace

std::optional<Tensor<Real>> eigenvectors(const Tensor<Real>& a) {
  const auto start = scaled_to_double(a);
  const auto approximate = start ? eigenvectors(*start) : std::nullopt;  // in double
  if (!approximate) return std::nullopt;
  return refine_eigenvectors(
      *approximate,
      [&](const Tensor<Real>& x, int bits) {
        const auto ax = multiply_roughly(view(a), view(x), bits);
        return multiply_roughly(view(x).transposed(), view(ax), bits);
      },
      Precision::bits());
}

Eigensystem proved_eigensystem(const Tensor<Interval>& a, const Tensor<Real>& approximate) {
  const std::int64_t n = a.shape[0];
  const Tensor<Interval> q = map(approximate, [](const Real& x) { return point(x); });
  Tensor<Interval> projection = multiply(transposed(q), multiply(a, q)), defect = gram(q);
  std::vector<Interval> d;
  for (std::int64_t i = 0; i < n; ++i) {
    d.push_back(projection(i, i).collapse());
    projection(i, i) -= d[i];
    defect(i, i) -= 1;
  }
  const Interval beta = frobenius_norm(defect.data).magnitude();
  if (!(2 * beta <= 1).certainly()) throw Undecided{"the approximate eigenvectors are not orthogonal enough"};
  const Interval epsilon = (beta * (2 + beta) * frobenius_norm(d) + square(1 + beta) * frobenius_norm(projection.data)).magnitude();

  std::vector<std::int64_t> order(n);
  std::iota(order.begin(), order.end(), std::int64_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::int64_t i, std::int64_t j) { return (d[i] < d[j]).certainly(); });
  Eigensystem system{{}, with_columns(approximate, order), {}, {}, epsilon, beta};
  for (const std::int64_t i : order) system.values.push_back(within(d[i], epsilon));

  const auto gap = [&](std::int64_t i) { return d[order[i]] - d[order[i - 1]]; };  // before place i
  for (std::int64_t i = 0; i < n; ++i)
    if (i == 0 || (gap(i) > 16 * epsilon).certainly()) system.clusters.push_back({i, i + 1});
    else system.clusters.back().last = i + 1;
  for (const Cluster& cluster : system.clusters) {
    Interval sine = 0;
    for (const std::int64_t edge : {cluster.first, cluster.last})
      if (edge > 0 && edge < n) sine = max(sine, epsilon / (gap(edge) - epsilon));
    // Aligned orthonormal bases differ by 2 sin(Θ/2) ≤ √2 sin Θ.
    system.vector_error.push_back((Interval(3) / 2 * sine + beta).magnitude());
  }
  return system;
}

Eigensystem eigensystem(const Tensor<Interval>& a) {
  const auto approximate = eigenvectors(map(a, [](const Interval& x) { return middle(x); }));
  if (!approximate) throw Undecided{"the refinement of eigenvectors does not converge"};
  return proved_eigensystem(a, *approximate);
}

}  // namespace etalon::reference::scale
