#include "reference/contract/linalg/inverse_iteration.hpp"

#include "reference/linalg/shifted_solve.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::InverseIteration;
using contract::linalg::InverseIterationStep;

namespace {

std::optional<Failure> refused(const Tensor<Interval>& a, const Interval& shift, const Tensor<Interval>& x) {
  if (!all_finite(a) || !all_finite(x) || !shift.is_finite()) return domain("C1", "A, the shift or the start has an entry that is not finite");
  if (all_zero(x)) return domain("C2", "the start is 0");
  if (is_singular(a, shift, 1)) return domain("C3", "the shift is an eigenvalue");
  return std::nullopt;
}

}  // namespace

/// (A − σI)y = x by elimination in enclosures, then y/‖y‖; whether there is a y is decided without rounding.
template <>
const Reference<InverseIterationStep> Wings<InverseIterationStep>::reference = [](const InverseIterationStep::In<Interval>& in) -> Result<InverseIterationStep::Out<Interval>> {
  if (const auto failure = refused(in.a, in.shift, in.x)) return *failure;
  const Tensor<Interval> y = shifted_solve(in.a, in.shift, in.x);
  return InverseIterationStep::Out<Interval>{over(y, sqrt(dot(y, y)))};
};

/// (A − σI)⁻ᵏx₀, normalised only in the end.
template <>
const Reference<InverseIteration> Wings<InverseIteration>::reference = [](const InverseIteration::In<Interval>& in) -> Result<InverseIteration::Out<Interval>> {
  if (const auto failure = refused(in.a, in.shift, in.x0)) return *failure;
  if (in.steps < 0 || in.steps > InverseIteration::most_steps) return domain("C4", "steps is " + std::to_string(in.steps) + "; expected 0 … 1000");
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
