#include "reference/contract/linalg/tensorinv.hpp"

#include "reference/contract/linalg/inverse.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::Inverse;
using contract::linalg::Tensorinv;

/// Row-major, the unfolding is a change of shape alone: linalg.inverse.
template <>
const Reference<Tensorinv> Wings<Tensorinv>::reference = [](const Tensorinv::In<Interval>& in) -> Result<Tensorinv::Out<Interval>> {
  const auto unfolded = Tensorinv::unfold(in.a.shape, in.ind);
  const auto found = Wings<Inverse>::reference(Inverse::In<Interval>{Tensor<Interval>({unfolded.n, unfolded.n}, in.a.data)});
  if (!found) return found.failure();
  return Tensorinv::Out<Interval>{Tensor<Interval>(unfolded.inverted, found->x.data), found->omega};
};

}  // namespace etalon
