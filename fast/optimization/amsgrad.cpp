#include "reference/contract/optimization/amsgrad.hpp"

#include <algorithm>

#include "fast/optimization/averages.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Amsgrad;

template <>
const Fast<Amsgrad> Wings<Amsgrad>::fast = []<class T>(const Amsgrad::In<T>& in, Amsgrad::Variant variant) -> Result<Amsgrad::Out<T>> {
  using enum Amsgrad::Variant;
  const T correction1 = variant == uncorrected ? T(1) : correction(in.beta1, in.t), correction2 = variant == uncorrected ? T(1) : correction(in.beta2, in.t);
  const T before = variant == after_correction ? correction2 : T(1), after = variant == after_correction ? T(1) : std::sqrt(correction2);
  Amsgrad::Out<T> out{in.theta, in.m, in.v, in.v_max};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T v = in.v[i], g = in.gradient[i];
    if (in.epsilon == 0 && in.v_max[i] == 0 && vanishes(in.beta2, v, g)) return zero_denominator(i);
    out.m_next[i] = average(in.beta1, in.m[i], g);
    out.v_next[i] = average_square(in.beta2, v, g);
    out.v_max_next[i] = std::max(in.v_max[i], out.v_next[i] / before);
    const T root = std::max(std::sqrt(in.v_max[i]), root_of_average(in.beta2, v, g) / std::sqrt(before));
    out.theta_next[i] = in.theta[i] - multiple_of_quotient(in.learning_rate / correction1, out.m_next[i], root / after + in.epsilon);
  }
  return out;
};

}  // namespace etalon
