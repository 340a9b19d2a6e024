#include "reference/contract/optimization/adagrad.hpp"

#include "reference/optimization/averages.hpp"
#include "reference/optimization/run.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::Adagrad;

template <>
const Reference<Adagrad> Wings<Adagrad>::reference = []<class T>(const Adagrad::In<T>& in, Adagrad::Variant variant) -> Result<Adagrad::Out<T>> {
  const T eta = in.learning_rate / (1 + T(in.t - 1) * in.learning_rate_decay);
  Adagrad::Out<T> out{in.theta, in.sum};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T& g = in.gradient[i];
    const T s = out.sum_next[i] = in.sum[i] + square(g);
    if (s == 0 && in.epsilon == 0) return zero_denominator(i);
    out.theta_next[i] = in.theta[i] - eta * g / (variant == Adagrad::Variant::epsilon_outside ? root(s) + in.epsilon : sqrt(s + in.epsilon));
  }
  return out;
};

template <>
const Reference<contract::optimization::AdagradRun> Wings<contract::optimization::AdagradRun>::reference = reference::optimization::run<contract::optimization::AdagradRun>;

}  // namespace etalon
