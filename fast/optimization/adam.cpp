#include "reference/contract/optimization/adam.hpp"

#include <cmath>

namespace etalon {
using contract::optimization::Adam;

namespace {

/// f·x/y, where x/y alone may leave the range.
template <class T>
T multiple_of_quotient(T f, T x, T y) {
  int over = 0, under = 0;
  const T quotient = std::frexp(x, &over) / std::frexp(y, &under);
  return std::ldexp(f * quotient, over - under);
}

}  // namespace

/// 1 − βᵗ = −expm1(t·log β) keeps its digits where βᵗ is near 1; √v′ by hypot, so that no square of a gradient leaves the range.
template <>
const Fast<Adam> Wings<Adam>::fast = []<class T>(const Adam::In<T>& in, Adam::Variant variant) -> Result<Adam::Out<T>> {
  const T alpha = in.learning_rate, beta1 = in.beta1, beta2 = in.beta2, epsilon = in.epsilon;
  const T t = static_cast<T>(in.t);
  const T correction1 = -std::expm1(t * std::log(beta1)), correction2 = -std::expm1(t * std::log(beta2));
  Adam::Out<T> out{in.theta, in.m, in.v};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T m = in.m[i], v = in.v[i], g = in.gradient[i];
    if (epsilon == 0 && g == 0 && (v == 0 || beta2 == 0)) return domain("C4", "v′ and ε are 0 at entry " + std::to_string(i));
    const T m_next = out.m_next[i] = beta1 * m + (1 - beta1) * g;
    out.v_next[i] = beta2 * v + (1 - beta2) * g * g;
    const T root = std::hypot(std::sqrt(beta2) * std::sqrt(v), std::sqrt(1 - beta2) * g);
    const T root_hat = root / std::sqrt(correction2);
    T rate = alpha / correction1, scale = root_hat + epsilon;
    if (variant == Adam::Variant::epsilon_inside) scale = std::hypot(root_hat, std::sqrt(epsilon));
    if (variant == Adam::Variant::epsilon_hat) rate *= std::sqrt(correction2), scale = root + epsilon;
    out.theta_next[i] = in.theta[i] - multiple_of_quotient(rate, m_next, scale);
  }
  return out;
};

}  // namespace etalon
