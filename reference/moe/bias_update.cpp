#include "reference/contract/moe/bias_update.hpp"

#include <numeric>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::moe::BiasUpdate;

/// n·countᵢ beside the sum of the counts: integers.
template <>
const Reference<BiasUpdate> Wings<BiasUpdate>::reference = []<class T>(const BiasUpdate::In<T>& in) -> Result<BiasUpdate::Out<T>> {
  const auto n = static_cast<std::int64_t>(in.counts.size());
  const std::int64_t sum = std::accumulate(in.counts.begin(), in.counts.end(), std::int64_t{0});
  Tensor<T> next = in.bias;
  for (std::int64_t i = 0; i < n; ++i) {
    if (n * in.counts[i] < sum) next[i] += in.gamma;
    if (n * in.counts[i] > sum) next[i] -= in.gamma;
  }
  return BiasUpdate::Out<T>{std::move(next)};
};

}  // namespace etalon
