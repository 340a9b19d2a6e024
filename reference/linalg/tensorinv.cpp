#include "reference/contract/linalg/tensorinv.hpp"

#include "reference/contract/linalg/inverse.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::Inverse;
using contract::linalg::InverseVjp;
using contract::linalg::Tensorinv;
using contract::linalg::TensorinvVjp;

/// Row-major, the unfolding is a change of shape alone: linalg.inverse.
template <>
const Reference<Tensorinv> Wings<Tensorinv>::reference = []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> {
  const auto unfolded = Tensorinv::unfold(in.a.shape, in.ind);
  const auto found = Wings<Inverse>::reference(Inverse::In<T>{Tensor<T>({unfolded.n, unfolded.n}, in.a.data)});
  if (!found) return found.failure();
  return Tensorinv::Out<T>{Tensor<T>(unfolded.inverted, found->x.data), found->omega};
};

/// linalg.inverse.vjp of the unfolded matrix.
template <>
const Reference<TensorinvVjp> Wings<TensorinvVjp>::reference = []<class T>(const TensorinvVjp::In<T>& in) -> Result<TensorinvVjp::Out<T>> {
  const auto forward = Wings<Tensorinv>::reference(in);
  if (!forward) return forward.failure();
  if (in.cotangent.ainv.shape != forward->ainv.shape) return domain("C0", "the cotangent has not the shape of the inverse");
  const Dimensions square(2, Tensorinv::unfold(in.a.shape, in.ind).n);
  const auto grad = Wings<InverseVjp>::reference(InverseVjp::In<T>{{Tensor<T>(square, in.a.data)}, {Tensor<T>(square, in.cotangent.ainv.data), {}}});
  if (!grad) return grad.failure();
  return TensorinvVjp::Out<T>{Tensor<T>(in.a.shape, grad->grad_a.data)};
};

}  // namespace etalon
