#include "reference/contract/optimization/conjugate_gradient.step.hpp"

#include "fast/linalg/vectors.hpp"
#include "fast/optimization/models.hpp"

namespace etalon {
using namespace fast::optimization;
using fast::linalg::times;
using contract::optimization::ConjugateGradientStep;

/// With the lengths of r and p taken out by powers of two: α = 2^(2e_r − 2e_p)·α̃.
template <>
const Fast<ConjugateGradientStep> Wings<ConjugateGradientStep>::fast = []<class T>(const ConjugateGradientStep::In<T>& in) -> Result<ConjugateGradientStep::Out<T>> {
  const auto [r, r_exponent] = scaled(in.r);
  const auto [p, p_exponent] = scaled(in.p);
  const T rr = dot(r, r);
  if (rr == 0) return domain("C3", "the residual is 0");
  const Tensor<T> ap = times(mirrored(in.a), p);
  const T curvature = dot(p, ap);
  if (!(curvature > 0)) return domain("C2", "p'Ap is not positive");
  const T alpha = std::ldexp(rr / curvature, 2 * r_exponent - p_exponent);  // of p's direction alone
  ConjugateGradientStep::Out<T> out{plus(in.x, alpha, p), plus(in.r, -alpha, ap), in.p};
  const auto [next, exponent] = scaled(out.r_next);
  const T beta = std::ldexp(dot(next, next) / rr, 2 * (exponent - r_exponent));
  out.p_next = plus(out.r_next, beta, in.p);
  return out;
};

}  // namespace etalon
