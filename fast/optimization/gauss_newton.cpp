#include "reference/contract/optimization/gauss_newton.hpp"

#include "fast/optimization/models.hpp"
#include "reference/contract/linalg/lstsq.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::linalg::Lstsq;
using contract::optimization::GaussNewton;

/// LAPACK's gels: JᵀJ, whose condition is κ², is never formed.
template <>
const Fast<GaussNewton> Wings<GaussNewton>::fast = []<class T>(const GaussNewton::In<T>& in) -> Result<GaussNewton::Out<T>> {
  const auto solved = Wings<Lstsq>::fast(Lstsq::In<T>{in.j, as_column(in.r, T(-1))});
  if (!solved) return solved.failure();
  return GaussNewton::Out<T>{Tensor<T>({in.j.shape[1]}, solved->x.data)};
};

}  // namespace etalon
