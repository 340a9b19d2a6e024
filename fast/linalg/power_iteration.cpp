#include "reference/contract/linalg/power_iteration.hpp"

#include "fast/linalg/vectors.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::PowerIteration;
using contract::linalg::PowerIterationStep;

/// Ax, scaled by a power of two before its length is taken.
template <>
const Fast<PowerIterationStep> Wings<PowerIterationStep>::fast = []<class T>(const PowerIterationStep::In<T>& in) -> Result<PowerIterationStep::Out<T>> {
  Tensor<T> scaled = in.x;
  scale(scaled);
  Tensor<T> next = times(in.a, scaled);
  if (!normalize(next)) return domain("C2", "Ax = 0");
  return PowerIterationStep::Out<T>{next};
};

/// That step, again and again.
template <>
const Fast<PowerIteration> Wings<PowerIteration>::fast = []<class T>(const PowerIteration::In<T>& in) -> Result<PowerIteration::Out<T>> {
  PowerIteration::Out<T> out{Tensor<T>({in.steps + 1, in.x0.shape[0]}), Tensor<T>({in.steps + 1})};
  Tensor<T> x = in.x0;
  if (is_zero(x)) return domain("C2", "x0 = 0");
  for (std::int64_t k = 0; k <= in.steps; ++k) {
    if (k > 0) {
      const auto step = Wings<PowerIterationStep>::fast(PowerIterationStep::In<T>{in.a, x});
      if (!step) return step.failure();
      x = step->next;
    }
    put_row(out.iterates, k, x);
    out.rayleigh[k] = rayleigh_quotient(in.a, x);
  }
  return out;
};

}  // namespace etalon
