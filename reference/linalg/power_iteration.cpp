#include "reference/contract/linalg/power_iteration.hpp"

#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::PowerIteration;
using contract::linalg::PowerIterationStep;

/// Ax/‖Ax‖, as it is written.
template <>
const Reference<PowerIterationStep> Wings<PowerIterationStep>::reference = []<class T>(const PowerIterationStep::In<T>& in) -> Result<PowerIterationStep::Out<T>> {
  const Tensor<T> y = times(in.a, in.x);
  if (all_zero(y)) return domain("C2", "Ax = 0");
  return PowerIterationStep::Out<T>{over(y, sqrt(dot(y, y)))};
};

/// Aᵏx₀/‖Aᵏx₀‖, normalised only in the end: with binary inputs Aᵏx₀ is exact at enough bits, and 0 exactly where it is 0.
template <>
const Reference<PowerIteration> Wings<PowerIteration>::reference = [](const PowerIteration::In<Interval>& in) -> Result<PowerIteration::Out<Interval>> {
  PowerIteration::Out<Interval> out{Tensor<Interval>({in.steps + 1, in.x0.shape[0]}), Tensor<Interval>({in.steps + 1})};
  Tensor<Interval> x = in.x0;
  for (std::int64_t k = 0; k <= in.steps; ++k) {
    if (k > 0) x = times(in.a, x);
    if (all_zero(x)) return domain("C2", "the state is 0 after " + std::to_string(k) + " steps");
    put_row(out.iterates, k, k == 0 ? x : over(x, sqrt(dot(x, x))));
    out.rayleigh[k] = rayleigh_quotient(in.a, x);
  }
  return out;
};

}  // namespace etalon
