#include "reference/contract/optimization/minibatch_sgd.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::MinibatchSgd;

template <>
const Reference<MinibatchSgd> Wings<MinibatchSgd>::reference = []<class T>(const MinibatchSgd::In<T>& in) -> Result<MinibatchSgd::Out<T>> {
  MinibatchSgd::Out<T> out{in.theta};
  for (std::size_t j = 0; j < in.theta.size(); ++j) {
    T sum = 0;
    for (const std::int64_t i : in.indices) sum += in.gradients(static_cast<std::size_t>(i), j);
    out.theta_next[j] = in.theta[j] - in.learning_rate * (sum / static_cast<std::int64_t>(in.indices.size()));
  }
  return out;
};

}  // namespace etalon
