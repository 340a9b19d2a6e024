#include "reference/contract/optimization/adadelta.hpp"

#include "reference/optimization/averages.hpp"
#include "reference/optimization/run.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::Adadelta;

template <>
const Reference<Adadelta> Wings<Adadelta>::reference = []<class T>(const Adadelta::In<T>& in) -> Result<Adadelta::Out<T>> {
  Adadelta::Out<T> out{in.theta, in.v, in.u};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T& g = in.gradient[i];
    const T v = out.v_next[i] = average(in.rho, in.v[i], square(g));
    if (v == 0 && in.epsilon == 0) return zero_denominator(i);
    const T step = root(T(in.u[i] + in.epsilon)) / sqrt(v + in.epsilon) * g;
    out.u_next[i] = average(in.rho, in.u[i], square(step));
    out.theta_next[i] = in.theta[i] - in.learning_rate * step;
  }
  return out;
};

template <>
const Reference<contract::optimization::AdadeltaRun> Wings<contract::optimization::AdadeltaRun>::reference = reference::optimization::run<contract::optimization::AdadeltaRun>;

}  // namespace etalon
