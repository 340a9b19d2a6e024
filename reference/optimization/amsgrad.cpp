#include "reference/contract/optimization/amsgrad.hpp"

#include "reference/optimization/averages.hpp"
#include "reference/optimization/run.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::Amsgrad;

template <>
const Reference<Amsgrad> Wings<Amsgrad>::reference = []<class T>(const Amsgrad::In<T>& in, Amsgrad::Variant variant) -> Result<Amsgrad::Out<T>> {
  using enum Amsgrad::Variant;
  const T correction1 = variant == uncorrected ? T(1) : 1 - pow(in.beta1, in.t), correction2 = variant == uncorrected ? T(1) : 1 - pow(in.beta2, in.t);
  Amsgrad::Out<T> out{in.theta, in.m, in.v, in.v_max};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T& g = in.gradient[i];
    const T m = out.m_next[i] = average(in.beta1, in.m[i], g), v = out.v_next[i] = average(in.beta2, in.v[i], square(g));
    const T largest = out.v_max_next[i] = max(in.v_max[i], variant == after_correction ? v / correction2 : v);
    if (largest == 0 && in.epsilon == 0) return zero_denominator(i);
    out.theta_next[i] = in.theta[i] - in.learning_rate * (m / correction1) / (root(T(variant == after_correction ? largest : largest / correction2)) + in.epsilon);
  }
  return out;
};

template <>
const Reference<contract::optimization::AmsgradRun> Wings<contract::optimization::AmsgradRun>::reference = reference::optimization::run<contract::optimization::AmsgradRun>;

}  // namespace etalon
