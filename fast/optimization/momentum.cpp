#include "reference/contract/optimization/momentum.hpp"

#include "fast/backend/entries.hpp"

namespace etalon {
using namespace fast::backend;
using contract::optimization::Momentum;

/// One pass of fused products.
template <>
const Fast<Momentum> Wings<Momentum>::fast = []<class T>(const Momentum::In<T>& in, Momentum::Variant variant) -> Result<Momentum::Out<T>> {
  using enum Momentum::Variant;
  const T eta = in.learning_rate, mu = in.momentum;
  const bool rate_outside = variant == heavy_ball || variant == nesterov, ahead = variant == nesterov || variant == lookahead;
  auto [theta, velocity, point] = map_to<3>([=]<class P>(const P& x, const P& v, const P& g) {
    if (rate_outside) {
      const P v_next = fma(P(mu), v, g), x_next = fma(P(-eta), ahead ? fma(P(mu), v_next, g) : v_next, x);
      return std::array{x_next, v_next, x_next};
    }
    const P v_next = fma(P(-eta), g, P(mu) * v), x_next = x + v_next;
    return std::array{x_next, v_next, ahead ? fma(P(mu), v_next, x_next) : x_next};
  }, in.theta, in.velocity, in.gradient);
  return Momentum::Out<T>{std::move(theta), std::move(velocity), std::move(point)};
};

}  // namespace etalon
