#include "reference/contract/optimization/lion.hpp"

#include "fast/optimization/averages.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Lion;

template <>
const Fast<Lion> Wings<Lion>::fast = []<class T>(const Lion::In<T>& in) -> Result<Lion::Out<T>> {
  const T decay = in.learning_rate * in.weight_decay;
  Lion::Out<T> out{in.theta, in.m};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T m = in.m[i], g = in.gradient[i], direction = average(in.beta1, m, g);
    const T step = direction > 0 ? in.learning_rate : direction < 0 ? -in.learning_rate : T(0);
    out.theta_next[i] = std::fma(-decay, in.theta[i], in.theta[i]) - step;
    out.m_next[i] = average(in.beta2, m, g);
  }
  return out;
};

}  // namespace etalon
