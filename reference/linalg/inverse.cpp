#include "reference/contract/linalg/inverse.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Inverse;
using contract::linalg::InverseVjp;

/// The systems AX = I by elimination; singular is proved, not suspected.
template <>
const Reference<Inverse> Wings<Inverse>::reference = []<class T>(const Inverse::In<T>& in) -> Result<Inverse::Out<T>> {
  const Elimination<T> f = eliminate(in.a);
  if (is_singular(f)) return domain("C2", "the matrix is singular");
  return Inverse::Out<T>{solve(f, identity<T>(in.a.shape[0])), largest_entry(f.u)};
};

/// −XᵀX̄Xᵀ, from d(A⁻¹) = −X·dA·X.
template <>
const Reference<InverseVjp> Wings<InverseVjp>::reference = []<class T>(const InverseVjp::In<T>& in) -> Result<InverseVjp::Out<T>> {
  const auto forward = Wings<Inverse>::reference(in);
  if (!forward) return forward.failure();
  const Tensor<T> xt = transposed(forward->x);
  return InverseVjp::Out<T>{negated(product(product(xt, in.cotangent.x), xt))};
};

}  // namespace etalon
