#include "reference/contract/calculus/planar_flow_inverse.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::calculus::PlanarFlowInverse;
using contract::calculus::PlanarFlowInverseVjp;

namespace {

const Interval& enclosed(const Interval& x) { return x; }
template <class N>
const Interval& enclosed(const N& x) { return enclosed(x.value()); }

/// α of g(α) = α + k·tanh(α + b) − s = 0: halvings of [s − |k|, s + |k|], where g increases, Newton's method, and the interval Newton
/// operator, which proves it.
Interval solution(const Interval& k, const Interval& b, const Interval& s) {
  const auto g = [&](const Interval& alpha) { return alpha + k * tanh(alpha + b) - s; };
  const auto slope = [&](const Interval& alpha) { return 1 + k * (1 - square(tanh(alpha + b))); };
  Interval low = (s - abs(k)).collapse(), high = (s + abs(k)).collapse();
  for (int halving = 0; halving < 60; ++halving) {
    const Interval middle = ((low + high) / 2).collapse();
    (g(middle).collapse() > 0 ? high : low) = middle;
  }
  Interval alpha = ((low + high) / 2).collapse();
  for (int right = 20; right < 2 * Precision::bits(); right *= 2) alpha = (alpha - g(alpha) / slope(alpha)).collapse();
  const Interval reach = 4 * (g(alpha) / slope(alpha)).magnitude(), around = alpha + Interval::hull(-reach, reach);
  const Interval proved = alpha - g(alpha) / slope(around);
  if (!around.contains(proved)) throw Undecided{"the solution of α + wᵀu·tanh(α + b) = wᵀy"};
  return proved;
}

}  // namespace

/// α enclosed, then two steps of Newton's method as a program takes them: from the solution itself they change nothing, and have its
/// derivatives, of the first order after one and of the second after two.
constexpr auto planar_flow_inverse = []<class T>(const PlanarFlowInverse::In<T>& in) -> Result<PlanarFlowInverse::Out<T>> {
  const std::int64_t n = in.y.shape[0], d = in.y.shape[1];
  T along = 0;
  for (std::int64_t j = 0; j < d; ++j) along += in.w[j] * in.u[j];
  if (along <= -1) return domain("C2", "wᵀu is not above −1");
  PlanarFlowInverse::Out<T> out{in.y, Tensor<T>({n})};
  const T log_of_two_pi = log(T(2) * T(pi()));
  for (std::int64_t i = 0; i < n; ++i) {
    T image = 0;
    for (std::int64_t j = 0; j < d; ++j) image += in.w[j] * in.y(i, j);
    T alpha = T(solution(enclosed(along), enclosed(in.b), enclosed(image)));
    for (int step = 0; step < 2; ++step) {
      const T h = tanh(alpha + in.b);
      alpha = alpha - (alpha + along * h - image) / (1 + along * (1 - square(h)));
    }
    const T h = tanh(alpha + in.b);
    T squares = 0;
    for (std::int64_t j = 0; j < d; ++j) out.x(i, j) = in.y(i, j) - in.u[j] * h, squares += square(out.x(i, j));
    out.log_density[i] = -squares / 2 - d * log_of_two_pi / 2 - log(1 + along * (1 - square(h)));
  }
  return out;
};

template <>
const Reference<PlanarFlowInverse> Wings<PlanarFlowInverse>::reference = planar_flow_inverse;

template <>
const Reference<PlanarFlowInverseVjp> Wings<PlanarFlowInverseVjp>::reference = reverse_sweep<PlanarFlowInverseVjp>(planar_flow_inverse);

}  // namespace etalon
