#include "reference/linalg/tensorinv.hpp"

#include "reference/linalg/inverse.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::Inverse;
using contract::linalg::Tensorinv;

const Reference<Tensorinv> tensorinv = [](const Tensorinv::In<Interval>& in) -> Result<Tensorinv::Out<Interval>> {
  const auto unfolded = Tensorinv::unfold(in.a.shape, in.ind);
  if (!unfolded) return unfolded.failure();
  const auto found = inverse(Inverse::In<Interval>{Tensor<Interval>({unfolded->n, unfolded->n}, in.a.data)});
  if (!found) return found.failure();
  return Tensorinv::Out<Interval>{Tensor<Interval>(unfolded->inverted, found->x.data), found->omega};
};

}  // namespace etalon::reference::linalg
