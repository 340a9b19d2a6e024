#include "reference/contract/optimization/adamw.hpp"

#include "reference/optimization/averages.hpp"
#include "reference/optimization/run.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::Adamw;

template <>
const Reference<Adamw> Wings<Adamw>::reference = []<class T>(const Adamw::In<T>& in, Adamw::Variant variant) -> Result<Adamw::Out<T>> {
  using enum Adamw::Variant;
  const T correction1 = 1 - pow(in.beta1, in.t), correction2 = 1 - pow(in.beta2, in.t);
  Adamw::Out<T> out{in.theta, in.m, in.v};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    T theta = in.theta[i], g = in.gradient[i];
    if (variant == scaled) theta = theta - in.learning_rate * in.weight_decay * theta;
    if (variant == unscaled) theta = theta - in.weight_decay * theta;
    if (variant == coupled) g = g + in.weight_decay * theta;
    const T m = out.m_next[i] = average(in.beta1, in.m[i], g), v = out.v_next[i] = average(in.beta2, in.v[i], square(g));
    if (v == 0 && in.epsilon == 0) return zero_denominator(i);
    out.theta_next[i] = theta - in.learning_rate * (m / correction1) / (root(T(v / correction2)) + in.epsilon);
  }
  return out;
};

template <>
const Reference<contract::optimization::AdamwRun> Wings<contract::optimization::AdamwRun>::reference = reference::optimization::run<contract::optimization::AdamwRun>;

}  // namespace etalon
