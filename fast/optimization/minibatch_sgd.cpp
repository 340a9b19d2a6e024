#include "reference/contract/optimization/minibatch_sgd.hpp"

#include <cmath>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::optimization::MinibatchSgd;

/// Sums in pairs; the last product is rounded with the difference.
template <>
const Fast<MinibatchSgd> Wings<MinibatchSgd>::fast = []<class T>(const MinibatchSgd::In<T>& in) -> Result<MinibatchSgd::Out<T>> {
  MinibatchSgd::Out<T> out{in.theta};
  const auto b = static_cast<std::int64_t>(in.indices.size());
  for (std::size_t j = 0; j < in.theta.size(); ++j) {
    const T mean = mean_of<T>(b, [&](std::int64_t k) { return in.gradients(static_cast<std::size_t>(in.indices[static_cast<std::size_t>(k)]), j); });
    out.theta_next[j] = std::fma(-in.learning_rate, mean, in.theta[j]);
  }
  return out;
};

}  // namespace etalon
