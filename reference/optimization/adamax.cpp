#include "reference/contract/optimization/adamax.hpp"

#include "reference/optimization/averages.hpp"
#include "reference/optimization/run.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::Adamax;

template <>
const Reference<Adamax> Wings<Adamax>::reference = []<class T>(const Adamax::In<T>& in, Adamax::Variant variant) -> Result<Adamax::Out<T>> {
  const bool outside = variant == Adamax::Variant::epsilon_outside;
  const T correction1 = 1 - pow(in.beta1, in.t);
  Adamax::Out<T> out{in.theta, in.m, in.u};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T& g = in.gradient[i];
    const T m = out.m_next[i] = average(in.beta1, in.m[i], g), u = out.u_next[i] = max(in.beta2 * in.u[i], outside ? abs(g) : abs(g) + in.epsilon);
    const T divisor = outside ? u + in.epsilon : u;
    if (divisor == 0) return zero_denominator(i);
    out.theta_next[i] = in.theta[i] - in.learning_rate / correction1 * m / divisor;
  }
  return out;
};

template <>
const Reference<contract::optimization::AdamaxRun> Wings<contract::optimization::AdamaxRun>::reference = reference::optimization::run<contract::optimization::AdamaxRun>;

}  // namespace etalon
