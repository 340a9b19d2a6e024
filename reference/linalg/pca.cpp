#include "reference/contract/linalg/pca.hpp"

#include "reference/linalg/singular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Pca;

/// The proved singular system of n(X − 1μᵀ), whose entries are sums of those of X, without a quotient.
template <>
const Reference<Pca> Wings<Pca>::reference = [](const Pca::In<Interval>& in) -> Result<Pca::Out<Interval>> {
  const std::int64_t n = in.x.shape[0], d = in.x.shape[1], r = std::min(n, d), k = in.k;

  Tensor<Interval> sum({d}), times_n({n, d});  // Y = n(X − 1μᵀ)
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < d; ++j) sum[j] += in.x(i, j);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < d; ++j) times_n(i, j) = n * in.x(i, j) - sum[j];
  const SingularSystem found = singular_system(times_n, r, r);

  Pca::Out<Interval> out{map(sum, [&](const Interval& s) { return s / n; }), Tensor<Interval>({k, d}), Tensor<Interval>({k}), Tensor<Interval>({n, k}), 0};
  for (std::int64_t i = 0; i < r; ++i) {
    const Interval variance = square(found.sigma[i] / n) / (n - 1);
    if (i >= k) {
      out.reconstruction_error += variance;
      continue;
    }
    out.explained_variance[i] = variance;
    for (std::int64_t j = 0; j < d; ++j) out.components(i, j) = found.v[i][j];
    for (std::int64_t l = 0; l < n; ++l) out.scores(l, i) = found.sigma[i] / n * found.u[i][l];
  }
  return out;
};

}  // namespace etalon
