#include "reference/contract/optimization/adamax.hpp"

#include <algorithm>

#include "fast/optimization/averages.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Adamax;

template <>
const Fast<Adamax> Wings<Adamax>::fast = []<class T>(const Adamax::In<T>& in, Adamax::Variant variant) -> Result<Adamax::Out<T>> {
  const bool outside = variant == Adamax::Variant::epsilon_outside;
  const T rate = in.learning_rate / correction(in.beta1, in.t), within = outside ? T(0) : in.epsilon;
  Adamax::Out<T> out{in.theta, in.m, in.u};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T g = in.gradient[i];
    if (in.epsilon == 0 && g == 0 && (in.u[i] == 0 || in.beta2 == 0)) return zero_denominator(i);
    out.m_next[i] = average(in.beta1, in.m[i], g);
    out.u_next[i] = std::max(in.beta2 * in.u[i], std::fabs(g) + within);
    out.theta_next[i] = in.theta[i] - multiple_of_quotient(rate, out.m_next[i], outside ? out.u_next[i] + in.epsilon : out.u_next[i]);
  }
  return out;
};

}  // namespace etalon
