#include "reference/contract/optimization/newton.hpp"

#include "fast/optimization/models.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Newton;

/// LAPACK's solvers; H⁻¹ is never formed.
template <>
const Fast<Newton> Wings<Newton>::fast = []<class T>(const Newton::In<T>& in, Newton::Variant variant) -> Result<Newton::Out<T>> {
  const auto p = variant == Newton::Variant::definite ? definite_step(in.h, in.g) : nonsingular_step(in.h, in.g);
  if (!p) return p.failure();
  Newton::Out<T> out{*p, in.x};
  for (std::size_t i = 0; i < in.x.size(); ++i) out.next[i] += out.p[i];
  return out;
};

}  // namespace etalon
