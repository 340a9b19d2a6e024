#include "reference/contract/optimization/trpo_step.hpp"

#include "reference/contract/linalg/cholesky_solve.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::CholeskySolve;
using contract::optimization::TrpoStep;

/// F⁻¹g by linalg.cholesky_solve, whose clause C2 is this one.
template <>
const Reference<TrpoStep> Wings<TrpoStep>::reference = []<class T>(const TrpoStep::In<T>& in) -> Result<TrpoStep::Out<T>> {
  const auto solved = Wings<CholeskySolve>::reference(CholeskySolve::In<T>{in.f, Tensor<T>({in.g.shape[0], 1}, in.g.data)});
  if (!solved) return solved.failure();
  if (all_zero(in.g)) return domain("C4", "the gradient is 0");
  TrpoStep::Out<T> out{Tensor<T>(in.g.shape, solved->x.data), T(0)};
  out.scale = sqrt(2 * in.delta / dot(in.g, out.step));
  for (T& entry : out.step) entry *= out.scale;
  return out;
};

}  // namespace etalon
