#include "reference/contract/optimization/radam.hpp"

#include "fast/optimization/averages.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Radam;

/// The coefficients in double: where ρₜ is large two numbers of its size cancel.
template <>
const Fast<Radam> Wings<Radam>::fast = []<class T>(const Radam::In<T>& in, Radam::Variant variant) -> Result<Radam::Out<T>> {
  using enum Radam::Variant;
  const double beta2 = in.beta2, correction2 = correction(beta2, in.t), left = 1 - correction2;
  const double last = (1 + beta2) / (1 - beta2), rho = last - (left > 0 ? 2 * static_cast<double>(in.t) * left / correction2 : 0);
  const bool rectified = variant == above_5 ? rho > 5 : variant == at_least_5 ? rho >= 5 : rho > 4;
  const double r = rectified ? std::sqrt((rho - 4) / (last - 4) * ((rho - 2) / (last - 2)) * (last / rho)) : 1, root_of_correction2 = std::sqrt(correction2);
  const T rate = static_cast<T>(in.learning_rate / correction(static_cast<double>(in.beta1), in.t) * r), hat = static_cast<T>(root_of_correction2);
  Radam::Out<T> out{in.theta, in.m, in.v};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T v = in.v[i], g = in.gradient[i];
    if (rectified && in.epsilon == 0 && vanishes(in.beta2, v, g)) return zero_denominator(i);
    const T m = out.m_next[i] = average(in.beta1, in.m[i], g), root = root_of_average(in.beta2, v, g);
    out.v_next[i] = average_square(in.beta2, v, g);
    if (!rectified) out.theta_next[i] = std::fma(-rate, m, in.theta[i]);
    else if (variant == above_5) out.theta_next[i] = in.theta[i] - multiple_of_quotient(rate * hat, m, root + in.epsilon);
    else out.theta_next[i] = in.theta[i] - multiple_of_quotient(rate, m, root / hat + in.epsilon);
  }
  return out;
};

}  // namespace etalon
