#include "reference/contract/linalg/slogdet.hpp"

#include <cmath>

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Slogdet;
using contract::linalg::SlogdetVjp;

/// The logarithm of the product of the pivots; 0 is proved.
template <>
const Reference<Slogdet> Wings<Slogdet>::reference = []<class T>(const Slogdet::In<T>& in) -> Result<Slogdet::Out<T>> {
  const Elimination<T> f = eliminate(in.a);
  if (is_singular(f)) return Slogdet::Out<T>{0, T(exactly(-INFINITY)), largest_entry(f.u)};
  const T det = determinant(f);
  return Slogdet::Out<T>{det > 0 ? 1 : -1, log(abs(det)), largest_entry(f.u)};
};

/// ℓ̄A⁻ᵀ from the systems AᵀX = I; the sign is constant.
template <>
const Reference<SlogdetVjp> Wings<SlogdetVjp>::reference = []<class T>(const SlogdetVjp::In<T>& in) -> Result<SlogdetVjp::Out<T>> {
  const Elimination<T> f = eliminate(in.a);
  if (is_singular(f)) return domain("C2", "the matrix is singular");
  const Tensor<T> x = solve_transposed(f, identity<T>(in.a.shape[0]));
  return SlogdetVjp::Out<T>{map(x, [&](const T& entry) -> T { return in.cotangent.logabsdet * entry; })};
};

}  // namespace etalon
