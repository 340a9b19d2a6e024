#include "fast/linalg/tensorinv.hpp"

#include "fast/linalg/inverse.hpp"

namespace etalon::fast::linalg {
using contract::linalg::Inverse;
using contract::linalg::Tensorinv;

const Fast<Tensorinv> tensorinv = []<class T>(const Tensorinv::In<T>& in) -> Result<Tensorinv::Out<T>> {
  const auto unfolded = Tensorinv::unfold(in.a.shape, in.ind);
  if (!unfolded) return unfolded.failure();
  const auto found = inverse(Inverse::In<T>{Tensor<T>({unfolded->n, unfolded->n}, in.a.data)});
  if (!found) return found.failure();
  return Tensorinv::Out<T>{Tensor<T>(unfolded->inverted, found->x.data), found->omega};
};

}  // namespace etalon::fast::linalg
