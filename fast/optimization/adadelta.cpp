#include "reference/contract/optimization/adadelta.hpp"

#include "fast/optimization/averages.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Adadelta;

template <>
const Fast<Adadelta> Wings<Adadelta>::fast = []<class T>(const Adadelta::In<T>& in) -> Result<Adadelta::Out<T>> {
  Adadelta::Out<T> out{in.theta, in.v, in.u};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T v = in.v[i], u = in.u[i], g = in.gradient[i];
    if (in.epsilon == 0 && vanishes(in.rho, v, g)) return zero_denominator(i);
    out.v_next[i] = average_square(in.rho, v, g);
    const T divisor = std::hypot(root_of_average(in.rho, v, g), std::sqrt(in.epsilon)), step = multiple_of_quotient(std::hypot(std::sqrt(u), std::sqrt(in.epsilon)), g, divisor);
    out.u_next[i] = average_square(in.rho, u, step);
    out.theta_next[i] = std::fma(-in.learning_rate, step, in.theta[i]);
  }
  return out;
};

}  // namespace etalon
