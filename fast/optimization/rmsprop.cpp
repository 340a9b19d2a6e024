#include "reference/contract/optimization/rmsprop.hpp"

#include "fast/optimization/averages.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Rmsprop;

/// αv + (1 − α)g² − (αḡ + (1 − α)g)² = α(v − ḡ²) + α(1 − α)(g − ḡ)²: both terms are 0 or more, and the first one rounding.
template <>
const Fast<Rmsprop> Wings<Rmsprop>::fast = []<class T>(const Rmsprop::In<T>& in, Rmsprop::Variant variant) -> Result<Rmsprop::Out<T>> {
  using enum Rmsprop::Variant;
  const T alpha = in.alpha, inside = variant == rate_in_buffer ? in.learning_rate : T(1), outside = variant == rate_in_buffer ? T(1) : in.learning_rate;
  Rmsprop::Out<T> out{in.theta, in.v, in.mean, in.buffer};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T v = in.v[i], g = in.gradient[i], mean = in.mean[i], deviation = in.centred == 1 ? std::fma(-mean, mean, v) : v, apart = in.centred == 1 ? g - mean : g;
    if (deviation < 0) return domain("C3", "v is less than ḡ² at entry " + std::to_string(i));
    if (in.epsilon == 0 && vanishes(alpha, deviation, apart)) return zero_denominator(i);
    out.v_next[i] = average_square(alpha, v, g);
    if (in.centred == 1) out.mean_next[i] = average(alpha, mean, g);
    const T s = std::hypot(std::sqrt(alpha) * std::sqrt(deviation), std::sqrt(in.centred == 1 ? alpha * (1 - alpha) : 1 - alpha) * apart);
    const T divisor = variant == epsilon_outside ? s + in.epsilon : std::hypot(s, std::sqrt(in.epsilon));
    if (in.momentum == 0) {
      out.theta_next[i] = in.theta[i] - multiple_of_quotient(in.learning_rate, g, divisor);
      continue;
    }
    out.buffer_next[i] = std::fma(in.momentum, in.buffer[i], multiple_of_quotient(inside, g, divisor));
    out.theta_next[i] = std::fma(-outside, out.buffer_next[i], in.theta[i]);
  }
  return out;
};

}  // namespace etalon
