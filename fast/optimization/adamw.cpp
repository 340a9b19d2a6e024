#include "reference/contract/optimization/adamw.hpp"

#include "fast/optimization/averages.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Adamw;

template <>
const Fast<Adamw> Wings<Adamw>::fast = []<class T>(const Adamw::In<T>& in, Adamw::Variant variant) -> Result<Adamw::Out<T>> {
  using enum Adamw::Variant;
  const T correction1 = correction(in.beta1, in.t), root_of_correction2 = std::sqrt(correction(in.beta2, in.t));
  const T decay = variant == scaled ? in.learning_rate * in.weight_decay : variant == unscaled ? in.weight_decay : T(0), coupling = variant == coupled ? in.weight_decay : T(0);
  Adamw::Out<T> out{in.theta, in.m, in.v};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T theta = std::fma(-decay, in.theta[i], in.theta[i]), g = std::fma(coupling, in.theta[i], in.gradient[i]), v = in.v[i];
    if (in.epsilon == 0 && vanishes(in.beta2, v, g)) return zero_denominator(i);
    out.m_next[i] = average(in.beta1, in.m[i], g);
    out.v_next[i] = average_square(in.beta2, v, g);
    out.theta_next[i] = theta - multiple_of_quotient(in.learning_rate / correction1, out.m_next[i], root_of_average(in.beta2, v, g) / root_of_correction2 + in.epsilon);
  }
  return out;
};

}  // namespace etalon
