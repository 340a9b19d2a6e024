#include "reference/contract/linalg/pca.hpp"

#include <cmath>

#include "reference/contract/linalg/svd.hpp"

namespace etalon {
using contract::linalg::Pca;
using contract::linalg::Svd;

/// LAPACK's gesdd of the centred samples: nothing is squared before the variances themselves.
template <>
const Fast<Pca> Wings<Pca>::fast = []<class T>(const Pca::In<T>& in) -> Result<Pca::Out<T>> {
  const std::int64_t n = in.x.shape[0], d = in.x.shape[1], r = std::min(n, d), k = in.k;

  Pca::Out<T> out{Tensor<T>({d}), Tensor<T>({k, d}), Tensor<T>({k}), Tensor<T>({n, k}), 0};
  Tensor<T> centred = in.x;
  for (std::int64_t j = 0; j < d; ++j) {
    T sum = 0, mean = 0;
    for (std::int64_t i = 0; i < n; ++i) sum += in.x(i, j), mean += in.x(i, j) / static_cast<T>(n);
    out.mean[j] = std::isfinite(sum) ? sum / static_cast<T>(n) : mean;
    for (std::int64_t i = 0; i < n; ++i) centred(i, j) -= out.mean[j];
  }
  const auto parts = Wings<Svd>::fast(Svd::In<T>{centred, 0});
  if (!parts) return parts.failure();
  for (std::int64_t i = r; i-- > 0;) {  // the smallest first, for their sum
    const T deviation = parts->sigma[i] / std::sqrt(static_cast<T>(n - 1)), variance = deviation * deviation;
    if (i >= k) {
      out.reconstruction_error += variance;
      continue;
    }
    out.explained_variance[i] = variance;
    for (std::int64_t j = 0; j < d; ++j) out.components(i, j) = parts->vt(i, j);
    for (std::int64_t l = 0; l < n; ++l) out.scores(l, i) = parts->sigma[i] * parts->u(l, i);
  }
  return out;
};

}  // namespace etalon
