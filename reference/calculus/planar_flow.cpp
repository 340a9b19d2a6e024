#include "reference/contract/calculus/planar_flow.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::calculus::PlanarFlow;
using contract::calculus::PlanarFlowVjp;

/// As it is written, sample by sample.
constexpr auto planar_flow = []<class T>(const PlanarFlow::In<T>& in) -> Result<PlanarFlow::Out<T>> {
  const std::int64_t n = in.x.shape[0], d = in.x.shape[1];
  T along = 0;
  for (std::int64_t j = 0; j < d; ++j) along += in.w[j] * in.u[j];
  if (along <= -1) return domain("C2", "wᵀu is not above −1");
  PlanarFlow::Out<T> out{in.x, Tensor<T>({n})};
  const T log_of_two_pi = log(T(2) * T(pi()));
  for (std::int64_t i = 0; i < n; ++i) {
    T squares = 0, a = in.b;
    for (std::int64_t j = 0; j < d; ++j) squares += square(in.x(i, j)), a += in.w[j] * in.x(i, j);
    const T h = tanh(a);
    for (std::int64_t j = 0; j < d; ++j) out.y(i, j) = in.x(i, j) + in.u[j] * h;
    out.log_density[i] = -squares / 2 - d * log_of_two_pi / 2 - log(1 + along * (1 - square(h)));
  }
  return out;
};

template <>
const Reference<PlanarFlow> Wings<PlanarFlow>::reference = planar_flow;

template <>
const Reference<PlanarFlowVjp> Wings<PlanarFlowVjp>::reference = reverse_sweep<PlanarFlowVjp>(planar_flow);

}  // namespace etalon
