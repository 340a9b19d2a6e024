#include "reference/contract/linalg/mvn_sample.hpp"

#include "reference/contract/linalg/cholesky.hpp"

namespace etalon {
using contract::linalg::Cholesky;
using contract::linalg::MvnSample;

/// LAPACK's potrf, and the product by rows.
template <>
const Fast<MvnSample> Wings<MvnSample>::fast = []<class T>(const MvnSample::In<T>& in) -> Result<MvnSample::Out<T>> {
  const auto factor = Wings<Cholesky>::fast(Cholesky::In<T>{in.cov});
  if (!factor) return factor.failure();

  Tensor<T> x = in.mean;
  for (std::size_t i = 0; i < x.size(); ++i) {
    T sum = 0;
    for (std::size_t k = 0; k <= i; ++k) sum += factor->l(i, k) * in.z[k];
    x[i] += sum;
  }
  return MvnSample::Out<T>{x};
};

}  // namespace etalon
