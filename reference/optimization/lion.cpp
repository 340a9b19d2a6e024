#include "reference/contract/optimization/lion.hpp"

#include "reference/optimization/averages.hpp"
#include "reference/optimization/run.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::Lion;

template <>
const Reference<Lion> Wings<Lion>::reference = []<class T>(const Lion::In<T>& in) -> Result<Lion::Out<T>> {
  Lion::Out<T> out{in.theta, in.m};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T& g = in.gradient[i];
    const T direction = average(in.beta1, in.m[i], g);
    const int sign = direction > 0 ? 1 : direction < 0 ? -1 : 0;
    out.theta_next[i] = in.theta[i] - in.learning_rate * (T(sign) + in.weight_decay * in.theta[i]);
    out.m_next[i] = average(in.beta2, in.m[i], g);
  }
  return out;
};

template <>
const Reference<contract::optimization::LionRun> Wings<contract::optimization::LionRun>::reference = reference::optimization::run<contract::optimization::LionRun>;

}  // namespace etalon
