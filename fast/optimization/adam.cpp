#include "reference/contract/optimization/adam.hpp"

#include "fast/optimization/averages.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Adam;

template <>
const Fast<Adam> Wings<Adam>::fast = []<class T>(const Adam::In<T>& in, Adam::Variant variant) -> Result<Adam::Out<T>> {
  const T alpha = in.learning_rate, beta1 = in.beta1, beta2 = in.beta2, epsilon = in.epsilon;
  const T correction1 = correction(beta1, in.t), correction2 = correction(beta2, in.t);
  Adam::Out<T> out{in.theta, in.m, in.v};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T m = in.m[i], v = in.v[i], g = in.gradient[i];
    if (epsilon == 0 && vanishes(beta2, v, g)) return zero_denominator(i);
    const T m_next = out.m_next[i] = average(beta1, m, g);
    out.v_next[i] = average_square(beta2, v, g);
    const T root = root_of_average(beta2, v, g), root_hat = root / std::sqrt(correction2);
    T rate = alpha / correction1, scale = root_hat + epsilon;
    if (variant == Adam::Variant::epsilon_inside) scale = std::hypot(root_hat, std::sqrt(epsilon));
    if (variant == Adam::Variant::epsilon_hat) rate *= std::sqrt(correction2), scale = root + epsilon;
    out.theta_next[i] = in.theta[i] - multiple_of_quotient(rate, m_next, scale);
  }
  return out;
};

}  // namespace etalon
