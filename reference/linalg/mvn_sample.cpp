#include "reference/contract/linalg/mvn_sample.hpp"

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::Cholesky;
using contract::linalg::MvnSample;

/// μ + Lz with the factor of linalg.cholesky.
template <>
const Reference<MvnSample> Wings<MvnSample>::reference = []<class T>(const MvnSample::In<T>& in) -> Result<MvnSample::Out<T>> {
  const auto factor = Wings<Cholesky>::reference(Cholesky::In<T>{in.cov});  // its clause C2 is ours
  if (!factor) return factor.failure();

  Tensor<T> x = in.mean;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t k = 0; k <= i; ++k) x[i] += factor->l(i, k) * in.z[k];
  return MvnSample::Out<T>{x};
};

}  // namespace etalon
