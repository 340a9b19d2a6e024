#include "reference/linalg/mvn_sample.hpp"

#include "reference/linalg/cholesky.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::Cholesky;
using contract::linalg::MvnSample;

const Reference<MvnSample> mvn_sample = []<class T>(const MvnSample::In<T>& in) -> Result<MvnSample::Out<T>> {
  for (const Tensor<T>* vector : {&in.mean, &in.z})
    for (const T& x : *vector)
      if (isnan(x) || is_infinity(x, +1) || is_infinity(x, -1)) return domain("C1", "the mean or the noise has an entry that is not finite");
  const auto factor = cholesky(Cholesky::In<T>{in.cov});  // its clauses C1 and C2 are ours
  if (!factor) return factor.failure();

  Tensor<T> x = in.mean;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t k = 0; k <= i; ++k) x[i] += factor->l(i, k) * in.z[k];
  return MvnSample::Out<T>{x};
};

}  // namespace etalon::reference::linalg
