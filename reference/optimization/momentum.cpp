#include "reference/contract/optimization/momentum.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::Momentum;

template <>
const Reference<Momentum> Wings<Momentum>::reference = []<class T>(const Momentum::In<T>& in, Momentum::Variant variant) -> Result<Momentum::Out<T>> {
  using enum Momentum::Variant;
  const T &eta = in.learning_rate, &mu = in.momentum;
  Momentum::Out<T> out{in.theta, in.velocity, in.theta};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T &theta = in.theta[i], &v = in.velocity[i], &g = in.gradient[i];
    const T v_next = out.velocity_next[i] = variant == heavy_ball || variant == nesterov ? mu * v + g : mu * v - eta * g;
    const T theta_next = out.theta_next[i] = variant == heavy_ball ? theta - eta * v_next : variant == nesterov ? theta - eta * (g + mu * v_next) : theta + v_next;
    out.next_point[i] = variant == lookahead ? theta_next + mu * v_next : theta_next;
  }
  return out;
};

}  // namespace etalon
