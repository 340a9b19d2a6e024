#include "reference/contract/optimization/sgd.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::Sgd;

/// PyTorch's, line by line.
template <>
const Reference<Sgd> Wings<Sgd>::reference = []<class T>(const Sgd::In<T>& in, Sgd::Variant variant) -> Result<Sgd::Out<T>> {
  const T &eta = in.learning_rate, &mu = in.momentum, &tau = in.dampening, &lambda = in.weight_decay;
  Sgd::Out<T> out{in.theta, in.buffer};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    T theta = in.theta[i], d = in.maximize == 1 ? -in.gradient[i] : in.gradient[i];
    if (variant == Sgd::Variant::coupled) d = d + lambda * theta;
    else theta = theta - eta * lambda * theta;
    if (mu != 0) {
      const T b = out.buffer_next[i] = in.first == 1 ? d : mu * in.buffer[i] + (1 - tau) * d;
      d = in.nesterov == 1 ? d + mu * b : b;
    }
    out.theta_next[i] = theta - eta * d;
  }
  return out;
};

}  // namespace etalon
