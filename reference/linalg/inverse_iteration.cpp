#include "reference/contract/linalg/inverse_iteration.hpp"

#include "reference/linalg/shifted_solve.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::InverseIteration;
using contract::linalg::InverseIterationStep;

/// (A − σI)y = x by elimination in enclosures, then y/‖y‖; whether there is a y is decided without rounding.
template <>
const Reference<InverseIterationStep> Wings<InverseIterationStep>::reference = [](const InverseIterationStep::In<Interval>& in) -> Result<InverseIterationStep::Out<Interval>> {
  if (is_singular(in.a, in.shift, 1)) return domain("C3", "the shift is an eigenvalue");
  const Tensor<Interval> y = shifted_solve(in.a, in.shift, in.x);
  return InverseIterationStep::Out<Interval>{over(y, sqrt(dot(y, y)))};
};

/// (A − σI)⁻ᵏx₀, normalised only in the end.
template <>
const Reference<InverseIteration> Wings<InverseIteration>::reference = [](const InverseIteration::In<Interval>& in) -> Result<InverseIteration::Out<Interval>> {
  if (is_singular(in.a, in.shift, 1)) return domain("C3", "the shift is an eigenvalue");
  InverseIteration::Out<Interval> out{Tensor<Interval>({in.steps + 1, in.x0.shape[0]}), Tensor<Interval>({in.steps + 1})};
  Tensor<Interval> x = in.x0;
  for (std::int64_t k = 0; k <= in.steps; ++k) {
    if (k > 0) x = shifted_solve(in.a, in.shift, x);
    put_row(out.iterates, k, k == 0 ? x : over(x, sqrt(dot(x, x))));
    out.rayleigh[k] = rayleigh_quotient(in.a, x);
  }
  return out;
};

}  // namespace etalon
