#include "reference/contract/optimization/conjugate_gradient.step.hpp"

#include "reference/linalg/symmetric.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::optimization::ConjugateGradientStep;

/// Line by line.
template <>
const Reference<ConjugateGradientStep> Wings<ConjugateGradientStep>::reference = []<class T>(const ConjugateGradientStep::In<T>& in) -> Result<ConjugateGradientStep::Out<T>> {
  if (all_zero(in.r)) return domain("C3", "the residual is 0");
  const Tensor<T> ap = times(symmetric(in.a), in.p);
  const T rr = dot(in.r, in.r), curvature = dot(in.p, ap);
  if (curvature <= 0) return domain("C2", "p'Ap is not positive");
  const T alpha = rr / curvature;
  ConjugateGradientStep::Out<T> out{in.x, in.r, in.p};
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    out.x_next[i] += alpha * in.p[i];
    out.r_next[i] -= alpha * ap[i];
  }
  const T beta = dot(out.r_next, out.r_next) / rr;
  for (std::size_t i = 0; i < in.x.size(); ++i) out.p_next[i] = out.r_next[i] + beta * in.p[i];
  return out;
};

}  // namespace etalon
