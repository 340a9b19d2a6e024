#include "reference/contract/linalg/rayleigh_quotient_iteration.hpp"

#include "reference/linalg/shifted_solve.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::RayleighQuotientIteration;
using Step = contract::linalg::RayleighQuotientIterationStep;

namespace {

/// xᵀAx and xᵀx in as many bits as they have, so that the shift is that quotient exactly.
bool is_singular_at(const Tensor<Interval>& a, const Tensor<Interval>& x) {
  const auto points = [](const Tensor<Interval>& t) { return std::all_of(t.begin(), t.end(), [](const Interval& e) { return e.is_point(); }); };
  if (!points(a) || !points(x)) return false;
  for (int bits = 256; bits <= 1 << 14; bits *= 2) {
    const Precision guard(bits);
    const Interval p = dot(x, times(a, x)), q = dot(x, x);
    if (p.is_point() && q.is_point()) return is_singular(a, p, q);
  }
  return false;
}

}  // namespace

/// r = xᵀAx/xᵀx, (A − rI)y = x by elimination in enclosures, y/‖y‖; for a start that is given, whether there is a y is decided
/// without rounding.
template <>
const Reference<Step> Wings<Step>::reference = [](const Step::In<Interval>& in) -> Result<Step::Out<Interval>> {
  if (is_singular_at(in.a, in.x)) return domain("C3", "the Rayleigh quotient is an eigenvalue");
  const Tensor<Interval> y = shifted_solve(in.a, rayleigh_quotient(in.a, in.x), in.x);
  return Step::Out<Interval>{over(y, sqrt(dot(y, y)))};
};

/// That step, again and again.
template <>
const Reference<RayleighQuotientIteration> Wings<RayleighQuotientIteration>::reference =
    [](const RayleighQuotientIteration::In<Interval>& in) -> Result<RayleighQuotientIteration::Out<Interval>> {
  RayleighQuotientIteration::Out<Interval> out{Tensor<Interval>({in.steps + 1, in.x0.shape[0]}), Tensor<Interval>({in.steps + 1})};
  Tensor<Interval> x = in.x0;
  for (std::int64_t k = 0; k <= in.steps; ++k) {
    if (k > 0) {
      const auto step = Wings<Step>::reference(Step::In<Interval>{in.a, x});
      if (!step) return domain(step.failure().clause, step.failure().message + " at step " + std::to_string(k));
      x = step->next;
    }
    put_row(out.iterates, k, x);
    out.rayleigh[k] = rayleigh_quotient(in.a, x);
  }
  return out;
};

}  // namespace etalon
