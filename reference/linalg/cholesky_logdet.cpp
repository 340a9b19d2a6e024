#include "reference/contract/linalg/cholesky_logdet.hpp"

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/linalg/triangular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Cholesky;
using contract::linalg::CholeskyLogdet;
using contract::linalg::CholeskyLogdetGradient;

/// 2Σ log l_jj with the factor of linalg.cholesky.
template <>
const Reference<CholeskyLogdet> Wings<CholeskyLogdet>::reference = []<class T>(const CholeskyLogdet::In<T>& in) -> Result<CholeskyLogdet::Out<T>> {
  const auto factor = Wings<Cholesky>::reference(Cholesky::In<T>{in.a});  // its clause C2 is ours
  if (!factor) return factor.failure();
  T sum = 0;
  for (std::int64_t j = 0; j < in.a.shape[0]; ++j) sum += log(factor->l(j, j));
  return CholeskyLogdet::Out<T>{2 * sum};
};

/// A⁻¹ = L⁻ᵀL⁻¹, folded onto the lower triangle.
template <>
const Reference<CholeskyLogdetGradient> Wings<CholeskyLogdetGradient>::reference =
    []<class T>(const CholeskyLogdet::In<T>& in) -> Result<CholeskyLogdetGradient::Out<T>> {
  const auto factor = Wings<Cholesky>::reference(Cholesky::In<T>{in.a});
  if (!factor) return factor.failure();
  return CholeskyLogdetGradient::Out<T>{folded(inverse_from_factor(factor->l))};
};

}  // namespace etalon
