#include "reference/contract/optimization/radam.hpp"

#include "reference/optimization/averages.hpp"
#include "reference/optimization/run.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::Radam;

template <>
const Reference<Radam> Wings<Radam>::reference = []<class T>(const Radam::In<T>& in, Radam::Variant variant) -> Result<Radam::Out<T>> {
  using enum Radam::Variant;
  const T correction1 = 1 - pow(in.beta1, in.t), correction2 = 1 - pow(in.beta2, in.t);
  const T last = 2 / (1 - in.beta2) - 1, rho = last - 2 * T(in.t) * pow(in.beta2, in.t) / correction2;
  const bool rectified = static_cast<bool>(variant == above_5 ? rho > 5 : variant == at_least_5 ? rho >= 5 : rho > 4);
  const T r = rectified ? sqrt((rho - 4) * (rho - 2) * last / ((last - 4) * (last - 2) * rho)) : T(1);
  Radam::Out<T> out{in.theta, in.m, in.v};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T& g = in.gradient[i];
    const T m = out.m_next[i] = average(in.beta1, in.m[i], g), v = out.v_next[i] = average(in.beta2, in.v[i], square(g)), m_hat = m / correction1;
    if (rectified && v == 0 && in.epsilon == 0) return zero_denominator(i);
    if (!rectified) out.theta_next[i] = in.theta[i] - in.learning_rate * m_hat;
    else if (variant == above_5) out.theta_next[i] = in.theta[i] - in.learning_rate * m_hat * r * sqrt(correction2) / (root(v) + in.epsilon);
    else out.theta_next[i] = in.theta[i] - in.learning_rate * m_hat * r / (root(T(v / correction2)) + in.epsilon);
  }
  return out;
};

template <>
const Reference<contract::optimization::RadamRun> Wings<contract::optimization::RadamRun>::reference = reference::optimization::run<contract::optimization::RadamRun>;

}  // namespace etalon
