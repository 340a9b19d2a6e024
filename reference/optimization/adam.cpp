#include "reference/contract/optimization/adam.hpp"

#include "reference/optimization/averages.hpp"
#include "reference/optimization/run.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::Adam;

/// Algorithm 1 of Kingma and Ba, line by line.
template <>
const Reference<Adam> Wings<Adam>::reference = []<class T>(const Adam::In<T>& in, Adam::Variant variant) -> Result<Adam::Out<T>> {
  const T &alpha = in.learning_rate, &beta1 = in.beta1, &beta2 = in.beta2, &epsilon = in.epsilon;
  const T correction1 = 1 - pow(beta1, in.t), correction2 = 1 - pow(beta2, in.t);
  Adam::Out<T> out{in.theta, in.m, in.v};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T& g = in.gradient[i];
    const T m = out.m_next[i] = average(beta1, in.m[i], g);
    const T v = out.v_next[i] = average(beta2, in.v[i], square(g));
    if (v == 0 && epsilon == 0) return zero_denominator(i);
    const T m_hat = m / correction1, v_hat = v / correction2;
    switch (variant) {
      case Adam::Variant::epsilon_outside: out.theta_next[i] = in.theta[i] - alpha * m_hat / (root(v_hat) + epsilon); break;
      case Adam::Variant::epsilon_inside: out.theta_next[i] = in.theta[i] - alpha * m_hat / sqrt(v_hat + epsilon); break;
      case Adam::Variant::epsilon_hat: out.theta_next[i] = in.theta[i] - alpha * sqrt(correction2) / correction1 * m / (root(v) + epsilon); break;
    }
  }
  return out;
};

template <>
const Reference<contract::optimization::AdamRun> Wings<contract::optimization::AdamRun>::reference = reference::optimization::run<contract::optimization::AdamRun>;

}  // namespace etalon
