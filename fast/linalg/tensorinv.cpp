#include "reference/contract/linalg/tensorinv.hpp"

#include "reference/contract/linalg/inverse.hpp"

namespace etalon {
using contract::linalg::Inverse;
using contract::linalg::Tensorinv;

/// Row-major, the unfolding is a change of shape alone: linalg.inverse.
template <>
const Fast<Tensorinv> Wings<Tensorinv>::fast = []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> {
  const auto unfolded = Tensorinv::unfold(in.a.shape, in.ind);
  const auto found = Wings<Inverse>::fast(Inverse::In<T>{Tensor<T>({unfolded.n, unfolded.n}, in.a.data)});
  if (!found) return found.failure();
  return Tensorinv::Out<T>{Tensor<T>(unfolded.inverted, found->x.data), found->omega};
};

}  // namespace etalon
