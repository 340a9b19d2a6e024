#include "reference/contract/optimization/gauss_newton.hpp"

#include "reference/contract/linalg/lstsq.hpp"
#include "reference/linalg/matrix.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::Lstsq;
using contract::optimization::GaussNewton;

/// linalg.lstsq of J and −r, whose clause C2 is this one.
template <>
const Reference<GaussNewton> Wings<GaussNewton>::reference = []<class T>(const GaussNewton::In<T>& in) -> Result<GaussNewton::Out<T>> {
  const auto solved = Wings<Lstsq>::reference(Lstsq::In<T>{in.j, Tensor<T>({in.r.shape[0], 1}, reference::linalg::negated(in.r).data)});
  if (!solved) return solved.failure();
  return GaussNewton::Out<T>{Tensor<T>({in.j.shape[1]}, solved->x.data)};
};

}  // namespace etalon
